package org.pirogue.ledger.run;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.value.SliceState;
import org.springframework.jdbc.core.JdbcTemplate;

/** What runs that only look have found: plans (mode {@code PLAN}) and comparisons (mode {@code COMPARE}). */
public final class Plans {
    private final JdbcTemplate jdbc;

    public Plans(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Cells of a fresh whole read against what a read of the target shows.
     *
     * @param missing cells that should stand at the target and don't
     * @param extra cells that stand at the target within the claim, and should not
     * @param rejected cells that differ, with a standing reject that says why
     * @param conflict cells that differ, with a conflict that is open, or was settled for what stands there
     */
    public record Comparison(
            long cells, long equal, long different, long missing, long extra, long rejected, long conflict) {
        public static final Comparison NONE = new Comparison(0, 0, 0, 0, 0, 0, 0);

        public boolean agrees() {
            return different + missing + extra == 0;
        }

        public Comparison plus(Comparison other) {
            return new Comparison(
                    cells + other.cells,
                    equal + other.equal,
                    different + other.different,
                    missing + other.missing,
                    extra + other.extra,
                    rejected + other.rejected,
                    conflict + other.conflict);
        }
    }

    public void add(long run, List<PlannedSlice> slices) {
        jdbc.batchUpdate("""
                insert into ledger.plan_slice (run, data_set, period, org_unit, attribute_options, put, delete, before)
                values (?, ?, ?, ?, ?, ?, ?, ?)""", slices, 1000, (statement, slice) -> {
            SliceKey key = slice.key();
            SortedMap<Cell, String> delete = new TreeMap<>();
            slice.delete().forEach(cell -> delete.put(cell, SliceState.DELETION));
            statement.setLong(1, run);
            statement.setString(2, key.dataSet());
            statement.setString(3, key.period());
            statement.setString(4, key.orgUnit());
            statement.setString(5, key.attributeOptions());
            statement.setString(6, Packed.values(slice.put()));
            statement.setString(7, Packed.values(delete));
            statement.setString(8, Packed.values(slice.before()));
        });
    }

    /** The plan of a run, by period and unit. */
    public List<PlannedSlice> plan(long run, int limit, int offset) {
        return jdbc.query(
                """
                select data_set, org_unit, period, attribute_options, put, delete, before from ledger.plan_slice
                where run = ? order by period, org_unit, data_set, attribute_options limit ? offset ?""",
                (row, i) -> new PlannedSlice(
                        new SliceKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        Packed.values(row.getString(5)),
                        new TreeSet<>(Packed.values(row.getString(6)).keySet()),
                        Packed.values(row.getString(7))),
                run,
                limit,
                offset);
    }

    /** Adds what the comparison of one chunk found. */
    public void compared(long run, Comparison found) {
        jdbc.update(
                """
                insert into ledger.comparison (run, cells, equal, different, missing, extra, rejected, conflict)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (run) do update set cells = comparison.cells + excluded.cells,
                    equal = comparison.equal + excluded.equal, different = comparison.different + excluded.different,
                    missing = comparison.missing + excluded.missing, extra = comparison.extra + excluded.extra,
                    rejected = comparison.rejected + excluded.rejected,
                    conflict = comparison.conflict + excluded.conflict""",
                run,
                found.cells(),
                found.equal(),
                found.different(),
                found.missing(),
                found.extra(),
                found.rejected(),
                found.conflict());
    }

    public Optional<Comparison> comparison(long run) {
        return jdbc
                .query(
                        "select cells, equal, different, missing, extra, rejected, conflict from ledger.comparison where run = ?",
                        (row, i) -> new Comparison(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7)),
                        run)
                .stream()
                .findFirst();
    }
}
