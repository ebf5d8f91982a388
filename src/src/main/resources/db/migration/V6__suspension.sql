-- Connections that a person has suspended: nothing is read from them or written to them, on any replica, until they are resumed.
create table ledger.suspension (
    connection text        primary key,
    reason     text        not null check (reason <> ''),
    by_whom    text        not null,
    since      timestamptz not null default now()
);
