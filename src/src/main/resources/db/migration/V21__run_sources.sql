-- From where a run has read its table, and how far that was: what a version of a dataset says of its origin.
create table ledger.run_source (
    flow    text collate "C" not null,
    run     bigint not null,
    -- a connection, or datasets/WORKSPACE/NAME
    source  text collate "C" not null,
    -- the version of a dataset; of anything else the moment at which its reading began
    mark    text not null,
    primary key (run, source)
);
create index run_source_flow on ledger.run_source (flow);
