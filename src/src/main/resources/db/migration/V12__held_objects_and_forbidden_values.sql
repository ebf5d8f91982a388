-- Objects that a run would delete, close or take a part of wait for the decision about their run, as slices do.
alter table ledger.object
    -- the former desired fields of an object whose change waits for its run: it is neither sent nor claimed. Null: nothing waits
    add column withheld         text,
    -- personal: the former values in clear, of a personal kind only, where they had not arrived yet
    add column withheld_content text,
    add constraint object_withheld_waits check (withheld is null or pending_since is not null),
    add constraint object_keeps_no_person_that_waits
        check (withheld_content is null or (kind = 'trackedEntity' and withheld is not null));
create index object_withheld on ledger.object (run) where withheld is not null;
comment on column ledger.object.withheld_content is 'personal data';

-- When the target's metadata were first seen to forbid what the target had refused: only then it goes again by itself, as soon
-- as they allow it.
alter table ledger.reject add column forbidden_at timestamptz;
