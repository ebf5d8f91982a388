package org.pirogue.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of the ledger; each test takes flows of its own. */
final class TestDatabase {
    private static final DataSource SOURCE = start();

    private TestDatabase() {}

    static DataSource source() {
        return SOURCE;
    }

    private static DataSource start() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:54329/postgres");
        source.setUser("postgres");
        Flyway.configure().dataSource(source).cleanDisabled(false).load().clean();
        try (var c = source.getConnection(); var s = c.createStatement()) { s.execute("drop schema if exists ledger cascade"); } catch (java.sql.SQLException e) { throw new IllegalStateException(e); }
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }
}
