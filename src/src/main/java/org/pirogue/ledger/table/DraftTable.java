package org.pirogue.ledger.table;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Row;
import org.pirogue.ledger.column.Seal;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that a run has read, and of versions that are not delivered yet. */
final class DraftTable {
    private static final int PAGE = 1_000;

    private final JdbcTemplate jdbc;
    private final Seal seal;

    DraftTable(JdbcTemplate jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /** A row with what the ledger knows it by. */
    record Marked(long number, String key, String mark, String label, Row row) {}

    /** Of runs that ended before they handed their table over; and of this one, where it begins again. */
    void forgetUnfinished(String flow) {
        jdbc.update("""
                delete from ledger.table_draft d where flow = ? and not exists (select 1 from ledger.table_version v
                    where v.flow = d.flow and v.run = d.run and v.state in ('withheld', 'pending'))""", flow);
    }

    /** @return those that stand there already, under the same key */
    List<Marked> add(String flow, long run, List<Marked> rows) {
        Set<String> added = new HashSet<>(jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            insert into ledger.table_draft (flow, run, key, number, mark, label, content)
                            select ?, ?, * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[])
                            on conflict (flow, run, key) do nothing returning number""");
                    statement.setString(1, flow);
                    statement.setLong(2, run);
                    statement.setArray(3, connection.createArrayOf("text", texts(rows, Marked::key)));
                    statement.setArray(
                            4,
                            connection.createArrayOf(
                                    "bigint", rows.stream().map(Marked::number).toArray()));
                    statement.setArray(5, connection.createArrayOf("text", texts(rows, Marked::mark)));
                    statement.setArray(6, connection.createArrayOf("text", texts(rows, Marked::label)));
                    statement.setArray(
                            7,
                            connection.createArrayOf(
                                    "bytea",
                                    rows.stream()
                                            .map(each -> seal.close(RowJson.row(each.row())))
                                            .toArray(byte[][]::new)));
                    return statement;
                },
                (row, i) -> row.getString(1)));
        return rows.stream()
                .filter(each -> !added.contains(String.valueOf(each.number())))
                .toList();
    }

    /**
     * Whole tables are compared with each other next. The database may have looked at this one last when it was empty: it would take
     * it for empty still, and compare each row with each.
     */
    void filled() {
        jdbc.execute("analyze ledger.table_draft (flow, run, key, number)");
    }

    private static Object[] texts(List<Marked> rows, java.util.function.Function<Marked, String> field) {
        return rows.stream().map(field).toArray();
    }

    /** Mark and label by key. */
    Map<String, String[]> stored(String flow, long run, List<String> keys) {
        Map<String, String[]> stored = new TreeMap<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            "select key, mark, label from ledger.table_draft where flow = ? and run = ? and key = any(?)");
                    statement.setString(1, flow);
                    statement.setLong(2, run);
                    statement.setArray(3, connection.createArrayOf("text", keys.toArray()));
                    return statement;
                },
                row -> {
                    stored.put(row.getString(1), new String[] {row.getString(2), row.getString(3)});
                });
        return stored;
    }

    void forget(String flow, long run) {
        jdbc.update("delete from ledger.table_draft where flow = ? and run = ?", flow, run);
    }

    /** @param changed whether only those that differ from what stands at the target */
    Iterator<List<Row>> pages(String flow, long run, boolean changed) {
        return new Iterator<>() {
            private long last;
            private List<Row> ahead = read();

            private List<Row> read() {
                List<Row> page = new ArrayList<>();
                String differs = changed
                        ? " and not exists (select 1 from ledger.table_row r"
                                + " where r.flow = d.flow and r.key = d.key and r.mark = d.mark)"
                        : "";
                jdbc.query(
                        "select number, content from ledger.table_draft d where flow = ? and run = ? and number > ?"
                                + differs + " order by number limit " + PAGE,
                        row -> {
                            last = row.getLong(1);
                            page.add(RowJson.row(seal.open(row.getBytes(2))));
                        },
                        flow,
                        run,
                        last);
                return page;
            }

            @Override
            public boolean hasNext() {
                return !ahead.isEmpty();
            }

            @Override
            public List<Row> next() {
                if (ahead.isEmpty()) {
                    throw new java.util.NoSuchElementException();
                }
                List<Row> page = ahead;
                ahead = page.size() == PAGE ? read() : List.of();
                return page;
            }
        };
    }
}
