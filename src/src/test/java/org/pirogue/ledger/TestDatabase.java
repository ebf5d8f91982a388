package org.pirogue.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.person.PersonSealing;
import org.pirogue.ledger.postgres.EmbeddedPostgres;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** One real PostgreSQL for all tests of the ledger; each test takes flows of its own. */
public final class TestDatabase {
    /** By which all tests close what they keep of persons. */
    public static final String PERSON_KEY = "a third key for tests only";

    public static final PersonSeal SEAL = PersonSeal.by(() -> PERSON_KEY);
    private static final HikariDataSource SOURCE = start();
    private static final ThreadLocal<DataSource> CHOSEN = ThreadLocal.withInitial(() -> SOURCE);

    private TestDatabase() {}

    public static DataSource source() {
        return CHOSEN.get();
    }

    /** Lets exchanges that are made meanwhile, in this thread, see the ledger through another source. */
    public static void seenThrough(DataSource source, Story story) throws Throwable {
        CHOSEN.set(source);
        try {
            story.tell();
        } finally {
            CHOSEN.remove();
        }
    }

    @FunctionalInterface
    public interface Story {
        void tell() throws Throwable;
    }

    /** The database's own administrator, who sees its files. */
    public static java.sql.Connection superuser() throws java.sql.SQLException {
        return java.sql.DriverManager.getConnection(SOURCE.getJdbcUrl(), "postgres", SOURCE.getPassword());
    }

    /** One more connection of Pirogue's own, beside its pool. */
    public static java.sql.Connection another() throws java.sql.SQLException {
        return java.sql.DriverManager.getConnection(SOURCE.getJdbcUrl(), SOURCE.getUsername(), SOURCE.getPassword());
    }

    private static HikariDataSource start() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path directory = Files.createTempDirectory(target, "ledger-");
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.start(directory, target.resolve("postgres-programs"), "for-tests-only", () -> {});
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(postgres.url());
            source.setUsername(postgres.user());
            source.setPassword(postgres.password());
            source.setMaximumPoolSize(8);
            // What a lost machine would lose is not what these tests are about.
            source.setConnectionInitSql("set synchronous_commit = off");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(source, postgres, directory)));
            Flyway.configure().dataSource(source).load().migrate();
            // As at any start, while nobody is kept: later ones need not open what tests keep under keys of their own.
            new PersonSealing(
                            new JdbcTemplate(source),
                            new TransactionTemplate(new DataSourceTransactionManager(source)),
                            SEAL)
                    .begin();
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(HikariDataSource source, EmbeddedPostgres postgres, Path directory) {
        source.close();
        postgres.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
