-- Accounts of people, what they are where, tokens of machines, and the secrets of workspaces.
create schema access;

create table access.account (
    name         text collate "C" primary key check (name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
    -- as Spring Security writes it: {bcrypt}…
    password     text        not null,
    must_change  boolean     not null default true,
    failures     integer     not null default 0 check (failures >= 0),
    locked_until timestamptz,
    -- raised with each change of password or roles: sessions of before end
    epoch        bigint      not null default 1,
    created_at   timestamptz not null default ledger.now(),
    created_by   text        not null
);

create table access.member (
    account   text collate "C" not null references access.account on delete cascade,
    -- '*': of the country
    workspace text collate "C" not null,
    role      text        not null check (role in ('administrator', 'operator', 'admin', 'editor', 'viewer', 'partner')),
    given_at  timestamptz not null default ledger.now(),
    given_by  text        not null,
    primary key (account, workspace, role),
    constraint country_roles check ((workspace = '*') = (role in ('administrator', 'operator')))
);
create index member_of_workspace on access.member (workspace);

create table access.token (
    id           bigint generated always as identity primary key,
    name         text        not null check (name <> ''),
    -- SHA-256; the token itself has 256 random bits and is not kept
    digest       bytea       not null unique,
    -- whose rights it can have at most; null: of a machine, which has the rights by itself
    owner        text collate "C" references access.account on delete cascade,
    -- '*': of the country
    workspaces   text[]      not null check (cardinality(workspaces) > 0),
    rights       text[]      not null check (cardinality(rights) > 0),
    purpose      text,
    expires_at   timestamptz not null,
    created_at   timestamptz not null default ledger.now(),
    created_by   text        not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    revoked_by   text
);

create table access.secret (
    workspace text collate "C" not null,
    name      text collate "C" not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    -- encrypted by a key of the data directory, which is named
    sealed    bytea       not null,
    key       text        not null,
    set_at    timestamptz not null default ledger.now(),
    set_by    text        not null,
    primary key (workspace, name)
);
comment on column access.secret.sealed is 'AES-256-GCM; workspace and name are authenticated with it';
