-- The ledger: what was read, what should stand at each target, and what is known to stand there.
-- The balances are constraints, not reports: no commit can break them.
create schema ledger;

create table ledger.run (
    run                  bigint generated always as identity primary key,
    flow                 text        not null,
    workspace            text        not null,
    mode                 text        not null check (mode in ('SYNC', 'PLAN', 'COMPARE')),
    state                text        not null check (state in ('requested', 'collecting', 'delivering', 'done', 'partial', 'failed')),
    window_from          text,
    window_to            text,
    is_full              boolean     not null default false,
    -- records of the source
    read                 bigint      not null default 0,
    used                 bigint      not null default 0 check (used >= 0),
    ignored              bigint      not null default 0 check (ignored >= 0),
    unmapped             bigint      not null default 0 check (unmapped >= 0),
    invalid              bigint      not null default 0 check (invalid >= 0),
    duplicate            bigint      not null default 0 check (duplicate >= 0),
    suppressed           bigint      not null default 0 check (suppressed >= 0),
    -- values that should stand at the target
    desired              bigint      not null default 0,
    written              bigint      not null default 0 check (written >= 0),
    unchanged            bigint      not null default 0 check (unchanged >= 0),
    rejected             bigint      not null default 0 check (rejected >= 0),
    in_flight            bigint      not null default 0 check (in_flight >= 0),
    conflict             bigint      not null default 0 check (conflict >= 0),
    superseded           bigint      not null default 0 check (superseded >= 0),
    -- values that should no longer stand there
    retracted            bigint      not null default 0,
    deleted              bigint      not null default 0 check (deleted >= 0),
    retract_rejected     bigint      not null default 0 check (retract_rejected >= 0),
    retract_in_flight    bigint      not null default 0 check (retract_in_flight >= 0),
    retract_conflict     bigint      not null default 0 check (retract_conflict >= 0),
    retract_superseded   bigint      not null default 0 check (retract_superseded >= 0),
    chunks               integer     not null default 0,
    chunks_done          integer     not null default 0,
    -- where the flow's cursor goes when the last chunk is handed over; set when the chunks are planned
    cursor_name          text,
    cursor_value         text,
    cursor_digest        text,
    planned_at           timestamptz,
    owner                text,
    seen_at              timestamptz,
    problem_code         text,
    problem_text         text,
    requested_at         timestamptz not null default now(),
    started_at           timestamptz,
    ended_at             timestamptz,
    constraint records_balance check (read = used + ignored + unmapped + invalid + duplicate + suppressed),
    constraint desired_balance check (desired = written + unchanged + rejected + in_flight + conflict + superseded),
    constraint retracted_balance check (retracted = deleted + retract_rejected + retract_in_flight + retract_conflict + retract_superseded),
    constraint chunks_in_range check (chunks_done between 0 and chunks),
    constraint closed_has_nothing_in_flight check (state not in ('done', 'partial') or (in_flight = 0 and retract_in_flight = 0 and chunks_done = chunks)),
    constraint done_is_clean check (state <> 'done'
        or rejected + retract_rejected + conflict + retract_conflict + unmapped + invalid = 0),
    constraint failed_says_why check (state <> 'failed' or problem_code is not null)
) with (fillfactor = 50);
create unique index run_collecting on ledger.run (flow) where state = 'collecting';
create index run_of_flow on ledger.run (flow, run desc);
create index run_open on ledger.run (state) where state in ('requested', 'collecting', 'delivering');

create table ledger.cursor (
    flow          text        not null,
    name          text        not null,
    value         text        not null,
    fields_digest text        not null,
    updated_at    timestamptz not null default now(),
    primary key (flow, name)
);

create table ledger.chunk (
    run       bigint  not null references ledger.run on delete cascade,
    chunk     integer not null,
    period    text    not null,
    org_units text[]  not null,
    state     text    not null default 'pending' check (state in ('pending', 'done')),
    primary key (run, chunk)
);
create index chunk_pending on ledger.chunk (run, chunk) where state = 'pending';

-- One row per slice, its cells packed: {"DATA_ELEMENT":{"OPTIONS":"value"}}. The empty value is a deletion; "=" stands
-- for the desired cells of the same row, so that a slice at rest holds its values once.
create table ledger.slice (
    -- compared byte by byte, so that every database locks rows in the same order
    flow                text collate "C" not null,
    data_set            text collate "C" not null,
    period              text collate "C" not null,
    org_unit            text collate "C" not null,
    attribute_options   text collate "C" not null,
    version             bigint  not null check (version > 0),
    settled_version     bigint  not null default 0,
    desired             text    not null,
    acknowledged        text    not null default '{}',
    -- every value that may have arrived without a receipt: {"DE":{"OPTIONS":"5"}}, or {"DE":{"OPTIONS":["5",""]}}
    attempted           text    not null default '{}',
    -- standing rejects: {"DE":{"OPTIONS":["value","code","reject"]}}
    refused             text    not null default '{}',
    -- written once by this flow, no longer claimed by it: never touched again unless the claim returns
    released            text    not null default '{}',
    run                 bigint  not null references ledger.run,
    in_flight_desired   integer not null check (in_flight_desired >= 0),
    in_flight_retracted integer not null check (in_flight_retracted >= 0),
    pending_since       timestamptz,
    queued_at           timestamptz,
    lease_owner         text,
    lease_until         timestamptz,
    primary key (flow, data_set, period, org_unit, attribute_options),
    constraint pending_while_in_flight check ((pending_since is null) = (in_flight_desired + in_flight_retracted = 0)),
    constraint settled_is_a_version check (settled_version <= version and (pending_since is not null or settled_version = version))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index slice_outbox on ledger.slice (flow, queued_at) where pending_since is not null;
create index slice_in_flight on ledger.slice (run) where pending_since is not null;

create table ledger.reject (
    id                bigint generated by default as identity primary key,
    run               bigint      not null references ledger.run,
    flow              text        not null,
    kind              text        not null check (kind in ('source', 'target', 'warning')),
    state             text        not null default 'open' check (state in ('open', 'replayed', 'dismissed', 'resolved')),
    code              text        not null,
    data_set          text,
    org_unit          text,
    period            text,
    attribute_options text,
    data_element      text,
    category_options  text,
    value             text,
    place             text        not null,
    text              text        not null,
    created_at        timestamptz not null default now(),
    changed_at        timestamptz
);
create index reject_of_run on ledger.reject (run);
create index reject_open_slice on ledger.reject (flow, period, org_unit) where state = 'open';
create index reject_open_place on ledger.reject (flow, place) where state = 'open';

-- A standing reject counts again in every run that still wants the value.
create table ledger.reject_again (
    run    bigint not null references ledger.run on delete cascade,
    reject bigint not null references ledger.reject on delete cascade,
    primary key (run, reject)
);
create index reject_again_reject on ledger.reject_again (reject);

create table ledger.plan_slice (
    run               bigint not null references ledger.run on delete cascade,
    data_set          text   not null,
    period            text   not null,
    org_unit          text   not null,
    attribute_options text   not null,
    put               text   not null,
    delete            text   not null,
    primary key (run, data_set, period, org_unit, attribute_options)
);

create table ledger.comparison (
    run       bigint not null primary key references ledger.run on delete cascade,
    cells     bigint not null,
    equal     bigint not null,
    different bigint not null,
    missing   bigint not null,
    extra     bigint not null,
    rejected  bigint not null
);

-- Personal data: the fields of a case that the flow's rules use.
create table ledger.kept_case (
    flow       text   not null,
    enrollment text   not null,
    record     text   not null,
    digest     text   not null,
    run        bigint not null,
    primary key (flow, enrollment)
);
create table ledger.kept_case_window (
    flow       text not null,
    period     text not null,
    org_unit   text not null,
    enrollment text not null,
    primary key (flow, period, org_unit, enrollment),
    foreign key (flow, enrollment) references ledger.kept_case on delete cascade
);
create index kept_case_window_of on ledger.kept_case_window (flow, enrollment);

-- Windows whose slices must be computed again. They outlive a kill between keeping a record and handing over its
-- slices: the record's former window is known nowhere else by then.
create table ledger.touched (
    flow     text not null,
    period   text not null,
    org_unit text not null,
    primary key (flow, period, org_unit)
);
