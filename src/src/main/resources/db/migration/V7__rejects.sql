-- What a person decides about a reject, and what became of it.

-- The same finding at the same place has the same text here, however often it is found.
alter table ledger.reject add column identity text not null default '';
create index reject_of_cell on ledger.reject (flow, period, org_unit, data_element, category_options);
create index reject_dismissed on ledger.reject (flow, identity) where state = 'dismissed';
create index reject_open_code on ledger.reject (flow, code, id) where state = 'open';

create table ledger.reject_event (
    id     bigint generated always as identity primary key,
    reject bigint      not null references ledger.reject on delete cascade,
    at     timestamptz not null default ledger.now(),
    what   text        not null check (what in ('replayed', 'dismissed', 'corrected')),
    who    text        not null,
    reason text        not null default ''
);
create index reject_event_of on ledger.reject_event (reject);

-- A value that a person set in place of the source's; it stands until the source says something else.
create table ledger.correction (
    id                bigint generated always as identity primary key,
    flow              text collate "C" not null,
    data_set          text collate "C" not null,
    period            text collate "C" not null,
    org_unit          text collate "C" not null,
    attribute_options text collate "C" not null,
    data_element      text        not null,
    category_options  text        not null,
    -- what the source said when it was corrected; empty where it said nothing
    source_value      text        not null,
    value             text        not null check (value <> ''),
    reject            bigint references ledger.reject on delete set null,
    who               text        not null,
    reason            text        not null,
    state             text        not null default 'active' check (state in ('active', 'lapsed', 'replaced')),
    created_at        timestamptz not null default ledger.now(),
    ended_at          timestamptz,
    -- the run that found the source's value changed
    ended_run         bigint
);
create unique index correction_active on ledger.correction
    (flow, data_set, period, org_unit, attribute_options, data_element, category_options) where state = 'active';

-- Messages that failed, by the broker's own id; what the broker itself does not remember of a dead letter.
create table ledger.failed_message (
    queue      text        not null,
    message    text        not null,
    attempts   integer     not null,
    code       text        not null,
    text       text        not null,
    failed_at  timestamptz not null default ledger.now(),
    state      text        not null default 'failing' check (state in ('failing', 'replayed', 'discarded')),
    who        text,
    reason     text,
    decided_at timestamptz,
    primary key (queue, message)
);
