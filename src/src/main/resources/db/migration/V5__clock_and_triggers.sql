-- The one clock of the ledger: all replicas share the database, so its time is theirs, whatever their own clocks say.
-- A test moves it by replacing the function in its own database; nothing else in the product can.
create function ledger.now() returns timestamptz language sql stable parallel safe
    return pg_catalog.now();
alter table ledger.run alter column requested_at set default ledger.now();
alter table ledger.cursor alter column updated_at set default ledger.now();
alter table ledger.reject alter column created_at set default ledger.now();

alter table ledger.run
    -- why it was asked for: by whom or by what, in the words of the log
    add column cause      text not null default 'request' check (cause in ('request', 'schedule', 'new-version')),
    -- flows whose runs must end before this one may collect, and how long it waits for them
    add column waits_for  text[] not null default '{}',
    add column wait_until timestamptz,
    add column wait_else  text not null default 'run' check (wait_else in ('run', 'skip')),
    -- what is worth saying although the run went on: a code and a sentence
    add column note_code  text,
    add column note_text  text,
    add constraint waits_while_requested check (cardinality(waits_for) = 0 or state in ('requested', 'failed'));

-- What plan shows as before: the values that the ledger knows at the target, of the cells that would change.
alter table ledger.plan_slice add column before text not null default '{}';

-- How often each flow has changed something at its target. Written in the transaction that settles the values.
create table ledger.flow_version (
    flow       text        primary key,
    version    bigint      not null check (version > 0),
    changed_at timestamptz not null
);
-- Up to which version of another flow a flow has followed it, and since when a newer one is waiting.
create table ledger.flow_followed (
    flow          text   not null,
    upstream      text   not null,
    version       bigint not null,
    waiting_since timestamptz,
    primary key (flow, upstream)
);
