package org.pirogue.workspace.dataset;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.pirogue.batch.Table;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes a version of a dataset of a table, in one transaction from its first row to the view that shows it: a reader sees it
 * whole or not at all, and a kill at any instant leaves nothing of it.
 */
public final class DatasetPublisher {
    private final DataSource source;
    private final Retention retention;

    DatasetPublisher(DataSource source, Retention retention) {
        this.source = source;
        this.retention = retention;
    }

    /**
     * @return the version that was made; none where the content is that of the current one, or the run has made its version
     * @throws DatasetProblem P740, P742, P743 for a table that cannot be one, P745 where a share needs a column that is no more,
     *     P746 where readers hold the view too long, P771 where small-cells names no column of numbers
     */
    public Optional<DatasetVersion> publish(Publication publication) {
        // A connection of its own: the rows are read from the ledger by others meanwhile.
        try (Table table = publication.table();
                Connection connection = source.getConnection()) {
            Identifiers.check(table.columns());
            SmallCells.check(publication, table.columns());
            connection.setAutoCommit(false);
            Optional<DatasetVersion> made = publish(publication, connection);
            made.ifPresent(retention::apply);
            return made;
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    private Optional<DatasetVersion> publish(Publication publication, Connection connection) throws SQLException {
        boolean done = false;
        try {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            Optional<DatasetVersion> made = new Publishing(publication, connection, jdbc).publish();
            connection.commit();
            done = true;
            return made;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    /** The detail of a refusal quotes the row: only its kind is told. */
    private static RuntimeException translated(SQLException e) {
        return new org.springframework.jdbc.support.SQLStateSQLExceptionTranslator()
                .translate("publish", null, new SQLException("refused by the database", e.getSQLState()));
    }
}
