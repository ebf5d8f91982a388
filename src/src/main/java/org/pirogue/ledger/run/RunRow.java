package org.pirogue.ledger.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.reject.Decision;

/** A row of {@code ledger.run} as {@link Run}. */
final class RunRow {
    /** Cells and objects that wait for a decision are looked for only where a run is held. */
    static final String SELECT = """
            select ledger.run.*, case when hold_state = 'held' then (
                select coalesce(sum(in_flight_desired + in_flight_retracted), 0) from ledger.slice s
                where s.run = ledger.run.run and s.withheld is not null) + (
                select count(*) from ledger.object o
                where o.run = ledger.run.run and o.withheld is not null) else 0 end as waiting
            from ledger.run
            """;

    private RunRow() {}

    static Run read(ResultSet row, int number) throws SQLException {
        String problem = row.getString("problem_code");
        String note = row.getString("note_code");
        String cursor = row.getString("cursor_name");
        return new Run(
                row.getLong("run"),
                row.getString("flow"),
                row.getString("workspace"),
                Envelope.Mode.valueOf(row.getString("mode")),
                Run.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("window_from"),
                row.getString("window_to"),
                row.getBoolean("is_full"),
                tally(row),
                desired(row),
                retracted(row),
                row.getInt("chunks"),
                row.getInt("chunks_done"),
                row.getTimestamp("planned_at") != null,
                cursor == null
                        ? null
                        : new Cursor(cursor, row.getString("cursor_value"), row.getString("cursor_digest")),
                problem == null ? null : new Run.Problem(problem, row.getString("problem_text")),
                note == null ? null : new Run.Problem(note, row.getString("note_text")),
                row.getString("cause"),
                row.getLong("cells_before"),
                hold(row),
                row.getTimestamp("requested_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")));
    }

    private static Run.@Nullable Hold hold(ResultSet row) throws SQLException {
        String state = row.getString("hold_state");
        if (state == null) {
            return null;
        }
        String who = row.getString("decided_by");
        return new Run.Hold(
                Run.Hold.State.valueOf(state.toUpperCase(Locale.ROOT)),
                row.getString("hold_code"),
                row.getLong("hold_cells"),
                row.getLong("hold_retracted"),
                row.getLong("hold_written"),
                row.getLong("waiting"),
                row.getTimestamp("held_at").toInstant(),
                who == null ? null : new Decision(who, row.getString("decided_reason")),
                instant(row.getTimestamp("decided_at")));
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getLong("used"),
                row.getLong("ignored"),
                row.getLong("unmapped"),
                row.getLong("invalid"),
                row.getLong("duplicate"),
                row.getLong("suppressed"));
    }

    private static Run.Desired desired(ResultSet row) throws SQLException {
        return new Run.Desired(
                row.getLong("desired"),
                row.getLong("written"),
                row.getLong("unchanged"),
                row.getLong("rejected"),
                row.getLong("in_flight"),
                row.getLong("conflict"),
                row.getLong("superseded"));
    }

    private static Run.Retracted retracted(ResultSet row) throws SQLException {
        return new Run.Retracted(
                row.getLong("retracted"),
                row.getLong("deleted"),
                row.getLong("retract_rejected"),
                row.getLong("retract_in_flight"),
                row.getLong("retract_conflict"),
                row.getLong("retract_superseded"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
