package org.pirogue.ledger.value;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.run.FlowLock;
import org.pirogue.ledger.run.Run;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What comparisons found, cell by cell; and the one repair: what is missing at the target is delivered again. */
public final class Drifts {
    private static final int SOME = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SliceTable slices;

    public Drifts(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.slices = new SliceTable(jdbc);
    }

    public void add(long run, List<Drift> found) {
        jdbc.batchUpdate("""
                insert into ledger.drift (run, data_set, period, org_unit, attribute_options, data_element, category_options,
                                          kind, source_value, ledger_value, target_value)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", found, SOME, (statement, drift) -> {
            SliceKey key = drift.key();
            statement.setLong(1, run);
            statement.setString(2, key.dataSet());
            statement.setString(3, key.period());
            statement.setString(4, key.orgUnit());
            statement.setString(5, key.attributeOptions());
            statement.setString(6, drift.cell().dataElement());
            statement.setString(7, drift.cell().categoryOptions());
            statement.setString(8, drift.kind().name().toLowerCase(Locale.ROOT));
            statement.setString(9, drift.source());
            statement.setString(10, drift.ledger());
            statement.setString(11, drift.target());
        });
    }

    /** Adds what the ledger has outside of every chunk that the run has read. Only for a run over everything. */
    public void addOutOfScope(Run run) {
        List<SliceKey> some = List.of();
        do {
            some = outside(run, some.isEmpty() ? null : some.get(some.size() - 1));
            List<Drift> found = new ArrayList<>();
            slices.read(run.flow(), some).values().forEach(row -> KnownSlice.of(row)
                    .acknowledged()
                    .forEach((cell, value) ->
                            found.add(new Drift(row.key, cell, Drift.Kind.OUT_OF_SCOPE, null, value, null, false))));
            add(run.run(), found);
        } while (some.size() == SOME);
    }

    private List<SliceKey> outside(Run run, @Nullable SliceKey after) {
        return jdbc.query(
                """
                select data_set, org_unit, period, attribute_options from ledger.slice s
                where flow = ? and (data_set, period, org_unit, attribute_options) > (?, ?, ?, ?)
                  and not exists (select 1 from ledger.chunk c
                                  where c.run = ? and c.period = s.period and s.org_unit = any(c.org_units))
                order by data_set, period, org_unit, attribute_options limit ?""",
                (row, i) -> new SliceKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                run.flow(),
                after == null ? "" : after.dataSet(),
                after == null ? "" : after.period(),
                after == null ? "" : after.orgUnit(),
                after == null ? "" : after.attributeOptions(),
                run.run(),
                SOME);
    }

    /** In the order in which it was found: by period and unit. */
    public List<Drift> list(long run, int limit, int offset) {
        return jdbc.query(
                "select * from ledger.drift where run = ? order by id limit ? offset ?",
                Drifts::read,
                run,
                limit,
                offset);
    }

    /** Number of cells by kind. */
    public Map<Drift.Kind, Long> counts(long run) {
        Map<Drift.Kind, Long> counts = new TreeMap<>();
        jdbc.query(
                "select kind, count(*) from ledger.drift where run = ? group by kind",
                row -> {
                    counts.put(kind(row.getString(1)), row.getLong(2));
                },
                run);
        return counts;
    }

    /**
     * What this run found missing at the target is delivered again, where the ledger still wants it.
     *
     * @return how many cells, and the messages for the queue
     */
    public Repaired repair(Run run) {
        return Objects.requireNonNull(transaction.execute(status -> {
            FlowLock.take(jdbc, run.flow());
            Map<SliceKey, List<Cell>> missing = new TreeMap<>();
            jdbc.query(
                    "select * from ledger.drift where run = ? and kind = 'missing' and repaired_at is null",
                    row -> {
                        Drift drift = read(row, 0);
                        missing.computeIfAbsent(drift.key(), none -> new ArrayList<>())
                                .add(drift.cell());
                    },
                    run.run());
            Redress redress = new Redress();
            int[] cells = {0};
            slices.lock(run.flow(), missing.keySet())
                    .forEach((key, row) -> cells[0] += redress.again(row, missing.get(key)));
            List<SliceMessage> messages = redress.write(run.flow(), run.workspace(), jdbc, slices);
            jdbc.update(
                    "update ledger.drift set repaired_at = ledger.now() where run = ? and kind = 'missing'", run.run());
            return new Repaired(cells[0], messages);
        }));
    }

    /** What a repair has set in motion. */
    public record Repaired(int cells, List<SliceMessage> messages) {}

    private static Drift.Kind kind(String text) {
        return Drift.Kind.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Drift read(ResultSet row, int number) throws SQLException {
        return new Drift(
                new SliceKey(
                        row.getString("data_set"),
                        row.getString("org_unit"),
                        row.getString("period"),
                        row.getString("attribute_options")),
                new Cell(row.getString("data_element"), row.getString("category_options")),
                kind(row.getString("kind")),
                row.getString("source_value"),
                row.getString("ledger_value"),
                row.getString("target_value"),
                row.getTimestamp("repaired_at") != null);
    }
}
