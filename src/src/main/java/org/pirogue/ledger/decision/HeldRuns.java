package org.pirogue.ledger.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.object.HeldObjects;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.FlowLock;
import org.pirogue.ledger.run.Holding;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.table.HeldTables;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.Restoring;
import org.pirogue.ledger.value.SlicePlans;
import org.pirogue.ledger.value.SliceRow;
import org.pirogue.ledger.value.SliceTable;
import org.pirogue.ledger.value.Window;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that wait for a person: what they would take away, and the decision. A change of rules is decided once for every
 * run of the flow that waits for it.
 */
public final class HeldRuns {
    private static final int SOME = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RunBook runs;
    private final SliceTable slices;
    private final RejectTable rejects;
    private final ConflictTable conflicts;
    private final HeldObjects objects;
    private final HeldTables tables;

    public HeldRuns(JdbcTemplate jdbc, TransactionTemplate transaction, RunBook runs, PersonSeal seal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.runs = runs;
        this.slices = new SliceTable(jdbc);
        this.rejects = new RejectTable(jdbc);
        this.conflicts = new ConflictTable(jdbc);
        this.objects = new HeldObjects(jdbc, seal);
        this.tables = new HeldTables(jdbc);
    }

    /** Runs that wait, oldest first. */
    public List<Run> list(@Nullable String flow) {
        return runs.held(flow);
    }

    /** What an approval would write and delete, by period and unit, object by object, or row by row: a flow carries one of them. */
    public List<PlannedSlice> slices(long run, int limit, int offset) {
        String flow = runs.find(run).map(Run::flow).orElse("");
        List<SliceKey> page = keys("""
                select data_set, org_unit, period, attribute_options from ledger.slice
                where run = ? and withheld is not null
                order by period, org_unit, data_set, attribute_options limit ? offset ?""", run, limit, offset);
        List<PlannedSlice> planned = new ArrayList<>();
        if (page.isEmpty()) {
            List<PlannedSlice> ofObjects = objects.differences(run, limit, offset);
            return ofObjects.isEmpty() ? tables.differences(run, limit, offset) : ofObjects;
        }
        var rows = slices.read(flow, page);
        page.forEach(key -> Optional.ofNullable(rows.get(key))
                .filter(row -> row.withheld != null)
                .ifPresent(row -> planned.add(difference(row))));
        return planned;
    }

    /** Periods and units of which something waits. */
    public List<Window> windows(long run) {
        return jdbc.query(
                "select distinct period, org_unit from ledger.slice where run = ? and withheld is not null",
                (row, i) -> new Window(row.getString(1), row.getString(2)),
                run);
    }

    private static PlannedSlice difference(SliceRow row) {
        // What only has to be looked at is no change.
        row.state().unseen = false;
        return SlicePlans.difference(row.key, row.state());
    }

    /**
     * Lets go what was withheld; {@link Outbox} has it at once.
     *
     * @return the runs that were decided; none where this one does not wait
     */
    public List<Run> approve(long run, Decision decision) {
        return decide(
                run, "approved", decision, (each, counts) -> runs.holding().release(each.run()));
    }

    /**
     * Takes back what was withheld: the cells that would have been deleted are wanted as before, until they are collected
     * anew. After a change of rules the whole slices are as before, and so is the cursor: the next run meets the change
     * again.
     *
     * @return as {@link #approve}
     */
    public List<Run> refuse(long run, Decision decision) {
        return decide(run, "refused", decision, (each, counts) -> {
            restore(each, counts);
            restoreCursor(each);
        });
    }

    /** Notes that a person let a failed run's reason pass: that its source shows less than before. */
    public Run accept(long run, String code, Decision decision) {
        jdbc.update("""
                update ledger.run set hold_state = 'approved', hold_code = ?, held_at = ledger.now(), decided_by = ?,
                    decided_reason = ?, decided_at = ledger.now()
                where run = ? and state = 'failed' and hold_state is null""", code, decision.who(), decision.reason(), run);
        return runs.find(run).orElseThrow();
    }

    /** Takes back what a run withheld that fails before it is decided: what it did not find is not known to be gone. */
    public void drop(long run) {
        transaction.executeWithoutResult(status -> {
            Run known = runs.find(run).orElseThrow();
            FlowLock.take(jdbc, known.flow());
            Counts counts = new Counts();
            restore(known, counts);
            counts.write(jdbc);
        });
    }

    private interface Ruling {
        void on(Run run, Counts counts);
    }

    private List<Run> decide(long run, String state, Decision decision, Ruling ruling) {
        return Objects.requireNonNull(transaction.execute(status -> {
            String flow = runs.find(run).map(Run::flow).orElse("");
            FlowLock.take(jdbc, flow);
            List<Run> decided = waitingWith(run);
            Counts counts = new Counts();
            decided.forEach(each -> ruling.on(each, counts));
            decided.forEach(each -> mark(each.run(), state, decision));
            counts.write(jdbc);
            decided.forEach(each -> jdbc.update(RunBook.CLOSE + " and run = ?", each.run()));
            return decided.stream()
                    .map(each -> runs.find(each.run()).orElseThrow())
                    .toList();
        }));
    }

    /** The newest first: an older one has the cursor of before them all. */
    private List<Run> waitingWith(long run) {
        return jdbc.queryForList("""
                        select o.run from ledger.run r join ledger.run o on o.run = r.run
                            or (o.flow = r.flow and o.hold_code = r.hold_code and o.hold_digest = r.hold_digest
                                and r.hold_code = ?)
                        where r.run = ? and r.hold_state = 'held' and o.hold_state = 'held' order by o.run desc""", Long.class, Holding.RULES, run).stream()
                .map(each -> runs.find(each).orElseThrow())
                .toList();
    }

    private void mark(long run, String state, Decision decision) {
        jdbc.update("""
                update ledger.run set hold_state = ?, decided_by = ?, decided_reason = ?, decided_at = ledger.now()
                where run = ? and hold_state = 'held'""", state, decision.who(), decision.reason(), run);
    }

    private void restore(Run run, Counts counts) {
        List<SliceKey> some;
        do {
            some = keys("""
                    select data_set, org_unit, period, attribute_options from ledger.slice
                    where run = ? and withheld is not null
                    order by data_set, period, org_unit, attribute_options limit ?""", run.run(), SOME);
            List<SliceRow> rows = List.copyOf(slices.lock(run.flow(), some).values());
            Restoring restoring = new Restoring(run.ofRules(), counts);
            rows.forEach(restoring::restore);
            restoring.write(run.flow(), rows, slices, rejects, conflicts);
        } while (some.size() == SOME);
        objects.restore(run, counts);
        tables.restore(run, counts);
    }

    private void restoreCursor(Run run) {
        jdbc.update("""
                update ledger.cursor c set value = r.former_cursor_value, fields_digest = r.former_cursor_digest,
                    updated_at = ledger.now()
                from ledger.run r where r.run = ? and r.former_cursor_digest is not null
                  and c.flow = r.flow and c.name = r.cursor_name""", run.run());
    }

    private List<SliceKey> keys(String sql, Object... values) {
        return jdbc.query(
                sql,
                (row, i) -> new SliceKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                values);
    }
}
