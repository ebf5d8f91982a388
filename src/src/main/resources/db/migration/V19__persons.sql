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

-- Persons who were erased, and are not to come back: by keyed digests of what names them. Without the key, which is in the data
-- directory, they say nothing.
create table ledger.erasure (
    erasure       bigint generated always as identity primary key,
    workspace     text collate "C" not null,
    erased_at     timestamptz not null default ledger.now(),
    erased_by     text        not null,
    reason        text        not null check (reason <> ''),
    -- how much went, by place: numbers only
    removed       jsonb       not null,
    lifted_at     timestamptz,
    lifted_by     text,
    lifted_reason text,
    constraint erasure_lifted_by_whom check ((lifted_at is null) = (lifted_by is null))
);

create table ledger.erased_mark (
    erasure bigint not null references ledger.erasure,
    mark    text collate "C" not null,
    primary key (erasure, mark)
);

-- Whoever was given rows of an erased person is to be told. The pseudonyms by which a receiver knows the person are encrypted.
create table ledger.erasure_notice (
    notice         bigint generated always as identity primary key,
    erasure        bigint      not null references ledger.erasure,
    workspace      text collate "C" not null,
    dataset        text        not null,
    versions       bigint[]    not null,
    share          bigint      not null,
    recipient_kind text        not null check (recipient_kind in ('workspace', 'partner')),
    recipient      text collate "C" not null,
    sealed         text        not null check (sealed like 's1:%'),
    made_at        timestamptz not null default ledger.now(),
    -- when the receiver has said that it is done there
    done_at        timestamptz,
    done_by        text
);
create index erasure_notice_of on ledger.erasure_notice (recipient_kind, recipient) where done_at is null;

-- What a nightly look has removed because its time was over.
create table ledger.removed (
    removed_at timestamptz not null default ledger.now(),
    what       text        not null check (what in ('kept-cases', 'rejects', 'scratch', 'versions')),
    flow       text        not null default '',
    many       bigint      not null check (many > 0)
);
create index removed_at on ledger.removed (removed_at);
