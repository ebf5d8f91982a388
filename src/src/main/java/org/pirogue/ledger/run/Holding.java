package org.pirogue.ledger.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.column.ObjectKind;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether a run is held. What it changes of slices that lose cells is withheld until all of it is handed over: only then
 * its share is known. Always inside the transaction that ends the collecting; slices are locked before the run is.
 */
public final class Holding {
    /** More would be taken away than goes without approval. */
    static final String SHARE = "P440";
    /** The mapping or the rules have changed. */
    public static final String RULES = "P441";
    /** Slices are taken over that wait for approval already. */
    static final String TAKEN_OVER = "P442";

    /** More objects would be deleted, lose a part or be closed than goes without approval. */
    static final String OBJECTS = "P340";
    /** Objects are taken over that wait for approval already. */
    static final String OBJECTS_TAKEN_OVER = "P341";

    /** More rows of a table would go than goes without approval. */
    static final String ROWS = "P612";

    /** Cells of packed text: every value follows a key, and inside of a text the quotes are escaped. */
    private static final String CELLS = "coalesce(sum((length(%1$s) - length(replace(%1$s, '\":\"', ''))) / 3), 0)";

    /** What a plan would take of objects or of rows: a flow carries either. */
    private static final String WOULD = """
            with would as (select hold_retracted as taken, exists (
                select 1 from ledger.plan_slice p where p.run = r.run and data_set = ?) as tables
            from ledger.run r where run = ?)
            """;

    private final JdbcTemplate jdbc;
    private final HoldLimits limits;

    Holding(JdbcTemplate jdbc, HoldLimits limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /** What waits for the decision. */
    private record Withheld(long slices, long retracted, long written, long objects, long rows) {
        boolean isNothing() {
            return slices + objects + rows == 0;
        }

        long taken() {
            return retracted + objects + rows;
        }

        String code() {
            return rows > 0 ? ROWS : objects > 0 ? OBJECTS : SHARE;
        }
    }

    /** Called when the chunks are planned: what stands at the target now, and whether the rules are those of before. */
    void planned(long run, String flow, String digest) {
        String stands = CELLS.formatted("case when acknowledged = '=' then desired else acknowledged end");
        jdbc.update(
                "update ledger.run set cells_before = (select " + stands + """
                 from ledger.slice where flow = ?)
                 + (select count(*) from ledger.object where flow = ? and acknowledged <> '{}')
                 + (select count(*) from ledger.table_row where flow = ?), hold_digest = ?,
                hold_code = case when exists (select 1 from ledger.slice where flow = ?) and (
                    exists (select 1 from ledger.cursor where flow = ? and fields_digest <> ?)
                    or exists (select 1 from ledger.run where flow = ? and hold_state = 'held' and hold_code = ?))
                    then ? end
                where run = ?""",
                flow,
                flow,
                flow,
                digest,
                flow,
                flow,
                digest,
                flow,
                RULES,
                RULES,
                run);
    }

    /** Whether every change of the run waits, not only what takes cells away. */
    public boolean ofRules(long run) {
        return RULES.equals(
                jdbc.queryForObject("select coalesce(hold_code, '') from ledger.run where run = ?", String.class, run));
    }

    /**
     * Some of a chunk waits.
     *
     * @param writes cells that would be written with it
     * @param takesOver whether some of it waited for another run already: taking it over does not let it go
     */
    public void withheld(long run, int writes, boolean takesOver) {
        if (writes > 0) {
            jdbc.update("update ledger.run set hold_written = hold_written + ? where run = ?", writes, run);
        }
        if (takesOver) {
            jdbc.update("update ledger.run set hold_code = ? where run = ? and hold_code is null", TAKEN_OVER, run);
        }
    }

    /** Some objects of a chunk wait. @param takesOver as for slices */
    public void withheldObjects(long run, boolean takesOver) {
        if (takesOver) {
            jdbc.update(
                    "update ledger.run set hold_code = ? where run = ? and hold_code is null", OBJECTS_TAKEN_OVER, run);
        }
    }

    /** Of a plan: so many objects of a chunk would be deleted, lose a part or be closed. */
    public void wouldTake(long run, int objects) {
        if (objects > 0) {
            jdbc.update("update ledger.run set hold_retracted = hold_retracted + ? where run = ?", objects, run);
        }
    }

    /** All that will be handed over is: holds the run, or lets go what it had withheld. */
    void decide(Run run) {
        if (run.mode() == Envelope.Mode.PLAN) {
            decide(run, ofPlan(run.run()), "would");
        } else if (run.mode() == Envelope.Mode.SYNC && !decide(run, withheld(run.run()), "held")) {
            release(run.run());
        }
    }

    private boolean decide(Run run, Withheld withheld, String state) {
        long cells = Math.max(run.cellsBefore(), withheld.taken());
        boolean much = 100.0 * withheld.taken() > limits.percent(run.flow()) * cells;
        int held = withheld.isNothing()
                ? 0
                : jdbc.update(
                        """
                        update ledger.run set hold_state = ?, hold_code = coalesce(hold_code, ?), held_at = ledger.now(),
                            hold_cells = ?, hold_retracted = ?, hold_written = hold_written + ?
                        where run = ? and hold_state is null and (hold_code is not null or ?)""", state, withheld.code(), cells, withheld.taken(), withheld.written(), run.run(), much);
        return held > 0;
    }

    private Withheld withheld(long run) {
        // In the order in which every transaction locks slices: deliveries of other slices go on meanwhile.
        jdbc.query(
                "select 1 from ledger.slice where run = ? and withheld is not null"
                        + " order by data_set, period, org_unit, attribute_options for update",
                row -> {},
                run);
        jdbc.query(
                "select 1 from ledger.object where run = ? and withheld is not null order by kind, key for update",
                row -> {},
                run);
        return jdbc.queryForObject("""
                select count(*), coalesce(sum(in_flight_retracted), 0), 0,
                    (select count(*) from ledger.object where run = ? and withheld is not null),
                    (select coalesce(sum(gone), 0) from ledger.table_version where run = ? and state = 'withheld')
                from ledger.slice where run = ? and withheld is not null""", Holding::withheld, run, run, run);
    }

    private Withheld ofPlan(long run) {
        return jdbc.queryForObject(
                WOULD + "select count(*), " + CELLS.formatted("delete") + ", " + CELLS.formatted("put")
                        + ", (select case when tables then 0 else taken end from would),"
                        + " (select case when tables then taken else 0 end from would)"
                        + " from ledger.plan_slice where run = ? and data_set not in (?, ?, ?)",
                Holding::withheld,
                PlannedSlice.ROW,
                run,
                run,
                ObjectKind.ORGANISATION_UNIT.label(),
                ObjectKind.TRACKED_ENTITY.label(),
                PlannedSlice.ROW);
    }

    private static Withheld withheld(ResultSet row, int number) throws SQLException {
        return new Withheld(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }

    /** Due at once: nobody has sent it yet. */
    public void release(long run) {
        jdbc.update(
                "update ledger.slice set withheld = null, queued_at = null where run = ? and withheld is not null",
                run);
        jdbc.update("""
                update ledger.object set withheld = null, withheld_content = null, queued_at = null
                where run = ? and withheld is not null""", run);
        jdbc.update(
                "update ledger.table_version set state = 'pending', queued_at = null where run = ? and state = 'withheld'",
                run);
    }

    /** Where a refusal puts the cursor back to. */
    void rememberCursor(long run) {
        jdbc.update("""
                update ledger.run r set former_cursor_value = c.value, former_cursor_digest = c.fields_digest
                from ledger.cursor c where r.run = ? and r.hold_state = 'held' and r.hold_code = ?
                  and c.flow = r.flow and c.name = r.cursor_name""", run, RULES);
    }
}
