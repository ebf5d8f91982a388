-- Who saw and did what. Rows are added, one after the other, each with the digest of the one before; they are never changed.
create schema audit;

create table audit.entry (
    seq       bigint primary key check (seq > 0),
    -- canonical JSON: names in order, no blanks; what the digest is of, byte by byte
    entry     text   not null,
    -- SHA-256 of entry, in hexadecimal
    hash      text   not null unique,
    -- Ed25519 of hash, in Base64, and the name of its key
    signature text   not null,
    key       text   not null,
    at        text collate "C" generated always as (entry::jsonb ->> 'at') stored,
    who       text collate "C" generated always as (entry::jsonb ->> 'who') stored,
    resource  text collate "C" generated always as (entry::jsonb ->> 'resource') stored,
    workspace text collate "C" generated always as (entry::jsonb ->> 'workspace') stored
);
create index entry_at on audit.entry (at);
create index entry_resource on audit.entry (resource, seq);

create function audit.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'entries of the audit trail are added, never changed or removed' using errcode = 'insufficient_privilege';
end $$;

-- An entry goes behind the last one, or not in at all.
create function audit.follow() returns trigger language plpgsql as $$
declare
    head record;
begin
    select seq, hash into head from audit.entry order by seq desc limit 1;
    if new.seq <> coalesce(head.seq, 0) + 1
        or new.entry::jsonb ->> 'seq' <> new.seq::text
        or new.entry::jsonb ->> 'previous' <> coalesce(head.hash, '')
        or new.hash <> encode(sha256(convert_to(new.entry, 'UTF8')), 'hex') then
        raise exception 'entry % does not follow entry % of the audit trail', new.seq, coalesce(head.seq, 0)
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger entry_follows before insert on audit.entry for each row execute function audit.follow();
create trigger entry_stays before update or delete on audit.entry for each row execute function audit.refuse();
create trigger entries_stay before truncate on audit.entry for each statement execute function audit.refuse();
-- Even for a session that says it is a replica.
alter table audit.entry enable always trigger entry_follows;
alter table audit.entry enable always trigger entry_stays;
alter table audit.entry enable always trigger entries_stay;
