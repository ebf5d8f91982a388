package org.pirogue.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.pirogue.ledger.postgres.EmbeddedPostgres;
import org.pirogue.ledger.table.ScratchTables;
import org.pirogue.prepare.table.Scratch;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A ledger that holds nothing of worth: the tests of a country's files write into it, each over a flow that it forgets before. */
public final class ScratchLedger implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final List<String> TABLES = List.of(
            "removed",
            "table_draft",
            "table_row",
            "table_version",
            "reject",
            "conflict",
            "foreign_value",
            "touched",
            "kept_case_window",
            "kept_case",
            "slice",
            "object",
            "cursor",
            "run_source",
            "run");

    private final JdbcTemplate jdbc;
    private final Runnable stop;

    private ScratchLedger(DataSource source, Runnable stop) {
        this.jdbc = new JdbcTemplate(source);
        this.stop = stop;
    }

    /** @param source a database that has the ledger's tables already; it is not closed here */
    public static ScratchLedger over(DataSource source) {
        return new ScratchLedger(source, () -> {});
    }

    /**
     * A PostgreSQL of its own, stopped at the end.
     *
     * @param folder of this database alone
     * @param programs where PostgreSQL's programs are unpacked, once
     * @throws org.pirogue.home.StartupFailure when it does not run
     */
    public static ScratchLedger start(Path folder, Path programs) {
        String password = UUID.randomUUID().toString();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, programs, password, () -> {});
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(postgres.url());
        source.setUsername(postgres.user());
        source.setPassword(postgres.password());
        source.setMaximumPoolSize(CONNECTIONS);
        // Nobody will ask for it after a power cut.
        source.setConnectionInitSql("set synchronous_commit = off");
        Flyway.configure().dataSource(source).load().migrate();
        return new ScratchLedger(source, () -> {
            source.close();
            postgres.close();
        });
    }

    /** Whatever it knows of this flow. */
    public void forget(String flow) {
        TABLES.forEach(table -> jdbc.update("delete from ledger." + table + " where flow = ?", flow));
    }

    /** Gives its books to an application. */
    public void serve(AnnotationConfigApplicationContext beans) {
        beans.registerBean(JdbcTemplate.class, () -> jdbc);
        beans.register(LedgerConfiguration.class);
    }

    /** Where rows can be kept aside in it. */
    public Scratch.Place scratch() {
        return new ScratchTables(jdbc);
    }

    @Override
    public void close() {
        stop.run();
    }
}
