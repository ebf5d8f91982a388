-- Who asks by SQL for what a share gives is written down before the first row is answered. The database's administrator says this, in
-- Pirogue's database: the embedded one at each start, of an external one once, with four words put in: host, port,
-- database (of this server, as it reaches itself) and password (any new one, of 32 characters or so).
--
-- A reader of a share is in a transaction that is read only and may be rolled back, so its own transaction can keep nothing. The
-- function adds the entry over a connection of its own (dblink), which has committed when it returns. Where it cannot, it
-- fails, and so does the question.
create schema if not exists witness;
create schema if not exists witness_link;
create extension if not exists dblink schema witness_link;
revoke all on all functions in schema witness_link from public;

-- PostgreSQL lets everybody take every advisory lock of the database: a reader could hold one that the audit trail waits for.
do $$ declare
    each record;
begin
    for each in select oid::regprocedure as name from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^pg_(try_)?advisory_' loop
        execute format('revoke execute on function %s from public', each.name);
        execute format('grant execute on function %s to pirogue', each.name);
    end loop;
end $$;

do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'pirogue_witness') then
        create role pirogue_witness;
    end if;
end $$;
alter role pirogue_witness login nosuperuser nocreatedb nocreaterole noinherit noreplication password '${password}';
grant connect on database "${database}" to pirogue_witness;

-- Kept until Pirogue has it in its trail.
create table if not exists witness.question (
    share       bigint      not null,
    version     bigint      not null,
    -- what the share gives of that version; the question may have asked for less
    rows        bigint      not null,
    -- a process of the database, and when its question began: a question that looks into the view many times asks once
    process     int         not null,
    asked_at    timestamptz not null,
    primary key (share, version, process, asked_at)
);
grant usage on schema witness to public;
grant insert on witness.question to pirogue_witness;
grant select, delete on witness.question to pirogue;

grant usage on schema witness_link to pirogue_witness;
grant execute on all functions in schema witness_link to pirogue_witness;
do $$ begin
    if not exists (select 1 from pg_foreign_server where srvname = 'witness') then
        create server witness foreign data wrapper dblink_fdw options (host '', port '', dbname '');
        create user mapping for pirogue_witness server witness options (user 'pirogue_witness', password '');
    end if;
end $$;
alter server witness options (set host '${host}', set port '${port}', set dbname '${database}');
alter user mapping for pirogue_witness server witness options (set password '${password}');
grant usage on foreign server witness to pirogue_witness;

-- Whose question it is says the session, not the reader. "Stable", so that a question asks once and not for each row.
create or replace function witness.asked(version bigint, rows bigint) returns boolean
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    share text := substring(session_user::text from '^pirogue_share_([0-9]{1,18})$');
    entry text;
begin
    if share is null then
        return false;
    end if;
    entry := format('insert into witness.question values (%s, %s, %s, %s, %L) on conflict do nothing',
        share, version, rows, pg_backend_pid(), statement_timestamp());
    if not 'witness' = any (coalesce(witness_link.dblink_get_connections(), '{}')) then
        perform witness_link.dblink_connect('witness', 'witness');
    end if;
    begin
        perform witness_link.dblink_exec('witness', entry);
    exception when others then
        -- The connection was lost, perhaps: once more, over another one.
        perform witness_link.dblink_disconnect('witness');
        perform witness_link.dblink_connect('witness', 'witness');
        perform witness_link.dblink_exec('witness', entry);
    end;
    return true;
end $$;
alter function witness.asked(bigint, bigint) owner to pirogue_witness;
