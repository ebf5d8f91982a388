-- The organisation units at which the account of a flow's source stood when it last was enough: an account that sees less
-- answers with less, and not with an error.
create table ledger.source_scope (
    flow       text        not null,
    connection text        not null,
    org_units  text[]      not null,
    primary key (flow, connection)
);
