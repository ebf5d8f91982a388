package org.pirogue.workspace.dataset;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Rows of one question as they come from the database, a page of them in memory at a time. It holds a connection until it is closed. */
final class Cursor implements AutoCloseable {
    static final int PAGE = 1_000;

    private final Connection connection;
    private final ResultSet rows;
    private boolean more;

    Cursor(DataSource source, String sql, List<Object> values) throws SQLException {
        this.connection = source.getConnection();
        boolean open = false;
        try {
            // Outside a transaction the driver would fetch everything at once.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setFetchSize(PAGE);
            for (int at = 0; at < values.size(); at++) {
                statement.setObject(at + 1, values.get(at));
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

    boolean hasNext() {
        return more;
    }

    /** The row that it stands on. */
    ResultSet row() {
        return rows;
    }

    void next() throws SQLException {
        more = rows.next();
    }

    @Override
    public void close() {
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

    /** The detail of a refusal may quote a row: only its kind is told. */
    static RuntimeException broken(SQLException e) {
        return new org.springframework.jdbc.support.SQLStateSQLExceptionTranslator()
                .translate("read", null, new SQLException("refused by the database", e.getSQLState()));
    }
}
