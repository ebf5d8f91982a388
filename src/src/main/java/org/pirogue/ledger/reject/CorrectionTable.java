package org.pirogue.ledger.reject;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of {@code ledger.correction}, always inside the transaction of the slices that they change. */
public final class CorrectionTable {
    /** A correction has lapsed: what the source says now is carried again. */
    private static final String LAPSED = "P484";

    private final JdbcTemplate jdbc;

    public CorrectionTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The corrections of a chunk beside what was read. */
    public Corrected of(SliceBatch batch, String dataSet, Map<SliceKey, SortedMap<Cell, String>> read) {
        List<Correction> active = jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select * from ledger.correction
                            where state = 'active' and flow = ? and data_set = ? and period = ? and org_unit = any(?)
                            order by id""");
                    statement.setString(1, batch.envelope().flow());
                    statement.setString(2, dataSet);
                    statement.setString(3, batch.scope().period());
                    statement.setArray(
                            4,
                            connection.createArrayOf(
                                    "text", batch.scope().orgUnits().toArray()));
                    return statement;
                },
                CorrectionTable::read);
        return new Corrected(dataSet, active, read, HeldBack.of(batch, dataSet));
    }

    public Optional<Correction> active(String flow, SliceKey key, Cell cell) {
        return jdbc
                .query(
                        """
                        select * from ledger.correction
                        where state = 'active' and flow = ? and data_set = ? and period = ? and org_unit = ?
                          and attribute_options = ? and data_element = ? and category_options = ?""",
                        CorrectionTable::read,
                        flow,
                        key.dataSet(),
                        key.period(),
                        key.orgUnit(),
                        key.attributeOptions(),
                        cell.dataElement(),
                        cell.categoryOptions())
                .stream()
                .findFirst();
    }

    /** A second correction of a cell takes the place of the first. */
    public void add(
            String flow, SliceKey key, Cell cell, String sourceValue, String value, long reject, Decision decision) {
        active(flow, key, cell)
                .ifPresent(before -> jdbc.update(
                        "update ledger.correction set state = 'replaced', ended_at = ledger.now() where id = ?",
                        before.id()));
        jdbc.update(
                """
                insert into ledger.correction (flow, data_set, period, org_unit, attribute_options, data_element,
                                               category_options, source_value, value, reject, who, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                flow,
                key.dataSet(),
                key.period(),
                key.orgUnit(),
                key.attributeOptions(),
                cell.dataElement(),
                cell.categoryOptions(),
                sourceValue,
                value,
                reject,
                decision.who(),
                decision.reason());
    }

    /** Ends corrections whose source value has changed, and leaves a warning that says so. */
    public void lapse(long run, String flow, List<Correction> lapsed, RejectTable rejects) {
        for (Correction each : lapsed) {
            jdbc.update(
                    "update ledger.correction set state = 'lapsed', ended_at = ledger.now(), ended_run = ? where id = ?",
                    run,
                    each.id());
        }
        rejects.addSource(
                run, flow, lapsed.stream().map(CorrectionTable::warning).toList(), finding -> false);
    }

    private static Finding warning(Correction each) {
        String text = "the source's value changed since '" + each.sourceValue() + "' was corrected to '" + each.value()
                + "' by " + each.who() + ": the source's value is carried again";
        return new Finding(LAPSED, each.key(), each.cell(), each.value(), "correction " + each.id(), text, true);
    }

    static Correction read(ResultSet row, int number) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        long reject = row.getLong("reject");
        return new Correction(
                row.getLong("id"),
                row.getString("flow"),
                new SliceKey(
                        row.getString("data_set"),
                        row.getString("org_unit"),
                        row.getString("period"),
                        row.getString("attribute_options")),
                new Cell(row.getString("data_element"), row.getString("category_options")),
                row.getString("source_value"),
                row.getString("value"),
                reject == 0 ? null : reject,
                row.getString("who"),
                row.getString("reason"),
                Correction.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("created_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
