-- Datasets: tables that a workspace keeps, version by version, and shares. The rows of a version lie in a table of its own,
-- ws_WORKSPACE.t_NUMBER; a view of the dataset's name shows the current one. What is known of them is here.
create schema if not exists workspace;

-- Numbers of those tables: none is given twice.
create sequence workspace.relation;

create table workspace.dataset (
    workspace   text collate "C" not null,
    name        text collate "C" not null,
    -- draft: for its own workspace; published: may be shared; withdrawn: no share of it is answered
    state       text    not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
    title       text    not null default '',
    description text    not null default '',
    owner       text    not null default '',
    current     bigint,
    -- of versions that are not current: the last so many are kept, and those that are younger than so many days
    keep_last   int     not null default 10 check (keep_last > 0),
    keep_days   int     not null default 0 check (keep_days >= 0),
    made_at     timestamptz not null default ledger.now(),
    state_at    timestamptz not null default ledger.now(),
    state_by    text    not null default '',
    primary key (workspace, name)
);

create table workspace.dataset_version (
    workspace     text collate "C" not null,
    dataset       text collate "C" not null,
    version       bigint  not null check (version > 0),
    relation      bigint  not null unique,
    made_at       timestamptz not null default ledger.now(),
    flow          text    not null,
    run           bigint  not null,
    rows          bigint  not null check (rows >= 0),
    -- against the version before, by the columns that name a row
    added         bigint  not null check (added >= 0),
    changed       bigint  not null check (changed >= 0),
    gone          bigint  not null check (gone >= 0),
    -- sum of the digests of all rows, whatever their order, and of the columns
    content       text    not null,
    -- [{"name":"district","type":"TEXT","description":""}]
    columns       jsonb   not null,
    key_columns   text[]  not null,
    profile       jsonb   not null,
    -- numbers and findings of the run
    quality       jsonb   not null,
    -- digests of route, kamelets and files that the run worked by; steps that the rows went through
    lineage       jsonb   not null,
    -- when its rows were given up; what is known of it stays
    dropped_at    timestamptz,
    primary key (workspace, dataset, version),
    foreign key (workspace, dataset) references workspace.dataset,
    -- a message that comes again makes no second version
    unique (workspace, dataset, flow, run)
);

-- Units of the dataset, for shares that reach down from some: replaced whole with each version.
create table workspace.dataset_unit (
    workspace text collate "C" not null,
    dataset   text collate "C" not null,
    unit      text collate "C" not null,
    parent    text collate "C",
    primary key (workspace, dataset, unit),
    foreign key (workspace, dataset) references workspace.dataset
);

create table workspace.share (
    share         bigint generated always as identity primary key,
    workspace     text collate "C" not null,
    dataset       text collate "C" not null,
    -- whom: a workspace of this country, or a partner by name
    recipient_kind text   not null check (recipient_kind in ('workspace', 'partner')),
    recipient     text collate "C" not null,
    columns       text[]  not null check (cardinality(columns) > 0),
    -- rows whose unit is one of these; "below": or anywhere below one
    unit_column   text,
    units         text[]  not null default '{}',
    units_below   boolean not null default false,
    -- rows whose period or day lies between, ends included, as texts compare
    period_column text,
    period_from   text,
    period_to     text,
    -- a version that is promised: others are not given, and it is kept; null: always the current one
    version       bigint,
    purpose       text    not null check (purpose <> ''),
    expires_at    timestamptz,
    made_at       timestamptz not null default ledger.now(),
    made_by       text    not null,
    withdrawn_at  timestamptz,
    withdrawn_by  text,
    -- login role for SQL, where one was asked for
    role          text    unique,
    role_made_at  timestamptz,
    -- what was given of the version before to this recipient: for the check across releases
    checked_version bigint,
    foreign key (workspace, dataset) references workspace.dataset,
    constraint share_withdrawn_by_whom check ((withdrawn_at is null) = (withdrawn_by is null)),
    constraint share_units_of_a_column check (unit_column is not null or cardinality(units) = 0),
    constraint share_period_of_a_column check (period_column is not null or (period_from is null and period_to is null))
);
create index share_of_dataset on workspace.share (workspace, dataset) where withdrawn_at is null;

-- The units that a share reaches, worked out when it is made and with each version.
create table workspace.share_unit (
    share bigint not null references workspace.share,
    unit  text collate "C" not null,
    primary key (share, unit)
);
