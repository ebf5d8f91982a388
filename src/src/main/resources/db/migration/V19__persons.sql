-- What is kept of persons is encrypted by a key of the data directory, which is not in the database. What was written in clear
-- before is encrypted by the first nightly look; from now on nothing is written in clear any more, whoever writes it.
alter table ledger.object
    add constraint object_content_sealed
        check (content is null or content like 's1:%') not valid,
    add constraint object_withheld_content_sealed
        check (withheld_content is null or withheld_content like 's1:%') not valid;
alter table ledger.kept_case
    add constraint kept_case_sealed check (record like 's1:%') not valid;
comment on column ledger.object.content is 'personal data, encrypted';
comment on column ledger.object.withheld_content is 'personal data, encrypted';
comment on column ledger.kept_case.record is 'personal data, encrypted';
