-- Outlets of shares: where each new version that a share gives is told. What is to be told stands here from the transaction in
-- which the share gives it, until it was told, or was given up for a reason that is shown.

-- Why a share stays at its version, together with the newer one: P755.
alter table workspace.share
    add waiting_version bigint,
    add waiting_groups  bigint,
    add waiting_persons int,
    add waiting_since   timestamptz,
    add constraint share_waits_for_a_reason check ((waiting_version is null) = (waiting_since is null));

create table workspace.outlet (
    outlet    bigint generated always as identity primary key,
    share     bigint not null references workspace.share,
    -- topic, kafka: the rows; mail, webhook: only that there is a version
    kind      text   not null check (kind in ('topic', 'kafka', 'mail', 'webhook')),
    -- kafka: CONNECTION/TOPIC; mail: an address; webhook: a URL; topic: nothing
    target    text   not null,
    -- webhook: name of the workspace's secret that signs
    secret    text,
    language  text   not null default 'en' check (language in ('en', 'fr')),
    -- the recipient; or the owner of the dataset, who is told what holds a share back
    audience  text   not null default 'recipient' check (audience in ('recipient', 'owner')),
    -- topic: whether the broker has its address
    opened    boolean not null default false,
    -- the recipient has nothing that changes could be told against: all rows come next
    anew      boolean not null default true,
    made_at   timestamptz not null default ledger.now(),
    made_by   text   not null,
    removed_at timestamptz,
    -- one replica, one thread at a time; a dead one's claim ends by itself
    claimed_by    text,
    claimed_until timestamptz,
    constraint outlet_claimed_until check ((claimed_by is null) = (claimed_until is null)),
    constraint outlet_signs check ((kind = 'webhook') = (secret is not null))
);
create unique index outlet_once on workspace.outlet (share, kind, target, audience) where removed_at is null;

-- What consumers were promised, revision by revision.
create table workspace.contract (
    share    bigint not null references workspace.share,
    revision int    not null check (revision > 0),
    -- JSON Schema 2020-12 of the data of each event
    schema   json   not null,
    made_at  timestamptz not null default ledger.now(),
    primary key (share, revision)
);

create table workspace.outgoing (
    outgoing bigint generated always as identity primary key,
    outlet   bigint not null references workspace.outlet,
    what     text   not null check (what in ('given', 'waiting')),
    version  bigint not null check (version > 0),
    contract int    not null,
    made_at  timestamptz not null default ledger.now(),
    state    text   not null default 'due' check (state in ('due', 'told', 'overtaken', 'given-up', 'dropped')),
    -- asked for again: then its events have other ids, and all rows
    telling  int    not null default 1,
    whole    boolean not null default false,
    -- against which version; null: all rows. Decided when it is first tried, and the same at each try
    since    bigint,
    -- by which columns, rows and units it is told; null: not tried yet
    cut      text,
    -- parts that the outlet has acknowledged
    parts    int    not null default 0,
    rows     bigint not null default 0,
    tries    int    not null default 0,
    next_at  timestamptz not null default ledger.now(),
    tried_at timestamptz,
    -- why the last try failed
    code     text,
    problem  text,
    ended_at timestamptz,
    constraint outgoing_ended check ((state = 'due') = (ended_at is null)),
    constraint outgoing_code check ((code is null) = (problem is null)),
    unique (outlet, what, version, telling)
);
create index outgoing_due on workspace.outgoing (outlet, outgoing) where state = 'due';
