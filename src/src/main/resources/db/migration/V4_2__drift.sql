-- What a comparison found: cells where source, ledger and target do not say the same, but for rejects and conflicts.
create table ledger.drift (
    id                bigint generated always as identity primary key,
    run               bigint not null references ledger.run on delete cascade,
    data_set          text   not null,
    period            text   not null,
    org_unit          text   not null,
    attribute_options text   not null,
    data_element      text   not null,
    category_options  text   not null,
    kind              text   not null check (kind in ('edited', 'missing', 'extra', 'not_delivered', 'changed_at_source',
                                                      'gone_at_source', 'out_of_scope')),
    source_value      text,
    ledger_value      text,
    target_value      text,
    repaired_at       timestamptz
);
create index drift_of_run on ledger.drift (run, id);
