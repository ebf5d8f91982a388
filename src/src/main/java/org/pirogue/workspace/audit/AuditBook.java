package org.pirogue.workspace.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The trail in the database. Entries of all replicas stand in one row: whoever adds one waits for the one before to be
 * committed, so that there is no fork. An entry is kept whether or not the transaction around it is.
 */
public final class AuditBook implements AuditTrail {
    /** Any number, if nobody else locks it. */
    private static final long ONE_AT_A_TIME = 0x41554449_54L;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate alone;
    private final AuditKey key;
    private final Heads heads;

    /** @param heads where the last entry is kept, outside of the database */
    public AuditBook(JdbcTemplate jdbc, AuditKey key, Heads heads) {
        this.jdbc = jdbc;
        this.key = key;
        this.heads = heads;
        alone = new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public void write(Deed deed) {
        heads.keep(Objects.requireNonNull(alone.execute(status -> add(deed))));
    }

    private Entry add(Deed deed) {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, ONE_AT_A_TIME);
        Instant now = Objects.requireNonNull(jdbc.queryForObject(
                "select ledger.now()", (row, i) -> row.getTimestamp(1).toInstant()));
        Entry entry = Entry.of(deed, now, head(), key);
        jdbc.update(
                "insert into audit.entry (seq, entry, hash, signature, key) values (?, ?, ?, ?, ?)",
                entry.seq(),
                entry.json(),
                entry.hash(),
                entry.signature(),
                entry.key());
        return entry;
    }

    /** The last entry, null where there is none yet. */
    public @Nullable Entry head() {
        return jdbc
                .query(
                        "select seq, entry, hash, signature, key from audit.entry order by seq desc limit 1",
                        AuditBook::read)
                .stream()
                .findFirst()
                .orElse(null);
    }

    static Entry read(ResultSet row, int number) throws SQLException {
        return new Entry(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }
}
