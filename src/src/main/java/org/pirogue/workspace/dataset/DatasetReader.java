package org.pirogue.workspace.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of one version, as they come from the database. Who has begun to read a version reads it to its end: its table cannot be
 * dropped meanwhile.
 */
public final class DatasetReader {
    private final DataSource source;

    DatasetReader(DataSource source) {
        this.source = source;
    }

    /** @throws DatasetProblem P744 where its rows were given up */
    public Table table(DatasetVersion version, Envelope envelope) {
        return table(version, Cut.whole(version), envelope);
    }

    /** @param envelope who reads it; it must be closed */
    Table table(DatasetVersion version, Cut cut, Envelope envelope) {
        List<Column> columns = cut.of(version);
        try {
            Cursor cursor = new Cursor(source, sql(version, cut, columns), cut.values());
            return new Table(envelope, columns, new Reading(version, cursor, columns), cursor::close);
        } catch (SQLException e) {
            if (SqlStates.isGone(e)) {
                throw gone(version);
            }
            throw Cursor.broken(e);
        }
    }

    private static String sql(DatasetVersion version, Cut cut, List<Column> columns) {
        return "select " + Identifiers.ROW + ", "
                + Identifiers.quoted(columns.stream().map(Column::name).toList()) + " from " + version.table()
                + " where " + cut.where() + " order by " + Identifiers.ROW;
    }

    long count(DatasetVersion version, Cut cut) {
        Long rows = new JdbcTemplate(source)
                .queryForObject(
                        "select count(*) from " + version.table() + " where " + cut.where(),
                        Long.class,
                        cut.values().toArray());
        return rows == null ? 0 : rows;
    }

    static DatasetProblem gone(DatasetVersion version) {
        return new DatasetProblem(
                "P744",
                "the rows of version " + version.version() + " of " + version.dataset()
                        + " were given up: ask for the current one, or keep more versions (dataset.yaml)");
    }

    static String said(Column column, String value) {
        if (column.type() == Column.Type.BOOLEAN) {
            return value.equals("t") ? "true" : "false";
        }
        return value;
    }

    /** One pass over the rows. */
    private static final class Reading implements Iterator<Table.Part> {
        private final DatasetVersion version;
        private final List<Column> columns;
        private final Cursor cursor;

        Reading(DatasetVersion version, Cursor cursor, List<Column> columns) {
            this.version = version;
            this.columns = columns;
            this.cursor = cursor;
        }

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public Table.Part next() {
            if (!cursor.hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                List<Row> page = new ArrayList<>(Cursor.PAGE);
                while (cursor.hasNext() && page.size() < Cursor.PAGE) {
                    page.add(row(cursor.row()));
                    cursor.next();
                }
                return new Table.Part(page, new Tally(page.size(), 0, 0, 0, 0, 0), List.of());
            } catch (SQLException e) {
                throw Cursor.broken(e);
            }
        }

        private Row row(ResultSet rows) throws SQLException {
            Map<String, String> values = new LinkedHashMap<>();
            for (int at = 0; at < columns.size(); at++) {
                String value = rows.getString(at + 2);
                if (value != null) {
                    values.put(columns.get(at).name(), said(columns.get(at), value));
                }
            }
            return new Row(version.dataset() + " row " + rows.getLong(1), values);
        }
    }
}
