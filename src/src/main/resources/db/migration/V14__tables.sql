-- Tables as targets: a version is a whole table, handed over by one run and delivered whole. The run that made it counts its
-- rows as it counts values, in the same columns.
create table ledger.table_version (
    flow        text collate "C" not null,
    version     bigint  not null check (version > 0),
    run         bigint  not null references ledger.run,
    -- name, type, whether personal, description: [{"name":"district","type":"TEXT","personal":false,"description":""}]
    columns     text    not null,
    key_columns text[]  not null,
    rows        bigint  not null check (rows >= 0),
    -- against what stands at the target: rows that are new or different, and rows that are no more
    changed     bigint  not null check (changed >= 0),
    gone        bigint  not null check (gone >= 0),
    -- withheld: it takes rows away, and waits until the share of that is known, or for a person
    state       text    not null check (state in ('withheld', 'pending', 'settled', 'superseded', 'refused')),
    made_at     timestamptz not null default ledger.now(),
    settled_at  timestamptz,
    queued_at   timestamptz,
    lease_owner text,
    lease_until timestamptz,
    primary key (flow, version),
    constraint table_version_settled_when check ((settled_at is not null) = (state = 'settled'))
);
create unique index table_version_open on ledger.table_version (flow) where state in ('withheld', 'pending');
create index table_version_run on ledger.table_version (run);

-- The rows of a version that is not delivered yet, and of a run that is reading. Gone as soon as the version is settled.
create table ledger.table_draft (
    flow    text collate "C" not null,
    run     bigint  not null references ledger.run,
    -- keyed digest of the values of the key columns
    key     text collate "C" not null,
    number  bigint  not null,
    -- keyed digest of the whole row
    mark    text collate "C" not null,
    -- by what a person knows the row: its key where that says nothing of a person, otherwise where it was read
    label   text    not null,
    -- the row, encrypted: it may be a person's
    content bytea   not null,
    primary key (flow, run, key)
);
create unique index table_draft_order on ledger.table_draft (flow, run, number);
comment on column ledger.table_draft.content is 'personal data, encrypted';

-- What stands at the target, by digest. An empty mark: posted without a receipt, so it may be there or not.
create table ledger.table_row (
    flow  text collate "C" not null,
    key   text collate "C" not null,
    mark  text collate "C" not null,
    label text not null,
    primary key (flow, key)
);

-- Tables that steps keep rows aside in, named scratch_…: each is dropped by whoever made it, and by the next start where that was
-- killed.
create table ledger.scratch (
    name    text primary key,
    made_at timestamptz not null default ledger.now()
);
