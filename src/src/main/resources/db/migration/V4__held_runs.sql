-- Held runs: what takes much away, or follows a change of mapping or rules, waits for a person.

-- The former desired cells of a slice whose change waits for its run: it is neither sent nor claimed. Null: nothing waits.
alter table ledger.slice add column withheld text;
create index slice_withheld on ledger.slice (run) where withheld is not null;

alter table ledger.run
    -- cells that the flow had at its target when the chunks were planned
    add column cells_before         bigint not null default 0,
    -- held: waits; approved, refused: a person decided; superseded: newer runs left nothing that waits; would: a plan
    -- of a run that would be held
    add column hold_state           text check (hold_state in ('held', 'approved', 'refused', 'superseded', 'would')),
    -- why; known before the state where the run follows a change of rules, or takes over what waits
    add column hold_code            text,
    add column hold_digest          text,
    add column hold_cells           bigint not null default 0,
    add column hold_retracted       bigint not null default 0,
    add column hold_written         bigint not null default 0,
    add column held_at              timestamptz,
    add column decided_by           text,
    add column decided_reason       text,
    add column decided_at           timestamptz,
    -- where the cursor stood before the run, for a refusal
    add column former_cursor_value  text,
    add column former_cursor_digest text,
    add constraint run_held_says_why check (hold_state is null or hold_code is not null),
    add constraint run_decided_says_who check (
        (coalesce(hold_state, '') in ('approved', 'refused')) = (decided_by is not null and decided_reason is not null)),
    add constraint run_refused_is_not_done check (state <> 'done' or coalesce(hold_state, '') not in ('held', 'refused'));
create index run_held on ledger.run (run) where hold_state = 'held';
