package org.pirogue.workspace.dataset;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
    private static final int PAGE = 1_000;

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
            Reading reading = new Reading(version, cut, columns);
            return new Table(envelope, columns, reading, reading::close);
        } catch (SQLException e) {
            if (SqlStates.isGone(e)) {
                throw gone(version);
            }
            throw broken(e);
        }
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

    private static RuntimeException broken(SQLException e) {
        return new org.springframework.jdbc.support.SQLStateSQLExceptionTranslator()
                .translate("read", null, new SQLException("refused by the database", e.getSQLState()));
    }

    /** One pass over the rows. */
    private final class Reading implements Iterator<Table.Part> {
        private final DatasetVersion version;
        private final List<Column> columns;
        private final Connection connection;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private boolean more;

        Reading(DatasetVersion version, Cut cut, List<Column> columns) throws SQLException {
            this.version = version;
            this.columns = columns;
            this.connection = source.getConnection();
            boolean open = false;
            try {
                // Outside a transaction the driver would fetch everything at once.
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                statement = connection.prepareStatement("select " + Identifiers.ROW + ", "
                        + Identifiers.quoted(columns.stream().map(Column::name).toList()) + " from " + version.table()
                        + " where " + cut.where() + " order by " + Identifiers.ROW);
                statement.setFetchSize(PAGE);
                for (int at = 0; at < cut.values().size(); at++) {
                    statement.setObject(at + 1, cut.values().get(at));
                }
                rows = statement.executeQuery();
                more = rows.next();
                open = true;
            } finally {
                if (!open) {
                    close();
                }
            }
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public Table.Part next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            try {
                List<Row> page = new ArrayList<>(PAGE);
                while (more && page.size() < PAGE) {
                    page.add(row());
                    more = rows.next();
                }
                return new Table.Part(page, new Tally(page.size(), 0, 0, 0, 0, 0), List.of());
            } catch (SQLException e) {
                throw broken(e);
            }
        }

        private Row row() throws SQLException {
            Map<String, String> values = new LinkedHashMap<>();
            for (int at = 0; at < columns.size(); at++) {
                String value = rows.getString(at + 2);
                if (value != null) {
                    values.put(columns.get(at).name(), said(columns.get(at), value));
                }
            }
            return new Row(version.dataset() + " row " + rows.getLong(1), values);
        }

        private static String said(Column column, String value) {
            if (column.type() == Column.Type.BOOLEAN) {
                return value.equals("t") ? "true" : "false";
            }
            return value;
        }

        void close() {
            try (connection) {
                if (!connection.isClosed()) {
                    connection.rollback();
                    connection.setReadOnly(false);
                }
            } catch (SQLException lost) {
                // The pool throws a connection away that cannot be given back.
                throw broken(lost);
            }
        }
    }
}
