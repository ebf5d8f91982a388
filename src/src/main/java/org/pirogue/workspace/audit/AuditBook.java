package org.pirogue.workspace.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
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

    private static final String COLUMNS = "select seq, entry, hash, signature, key from audit.entry";
    private static final int PAGE = 1_000;

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

    @Override
    public void writeAll(List<Deed> deeds) {
        if (!deeds.isEmpty()) {
            heads.keep(Objects.requireNonNull(alone.execute(status ->
                    deeds.stream().map(this::add).reduce((former, last) -> last).orElseThrow())));
        }
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

    /**
     * What is looked for; null asks for nothing of the kind.
     *
     * @param who that account, and its tokens
     * @param resource that, and everything below it
     * @param from instant, as entries write it or shorter; {@code until} excluded
     * @param workspaces null: of all, and of the country
     */
    public record Search(
            @Nullable String who,
            @Nullable String resource,
            @Nullable String from,
            @Nullable String until,
            @Nullable Set<String> workspaces) {}

    /** By number. @param after the last number of the page before */
    public List<Entry> find(Search search, long after, int limit) {
        String resource = search.resource();
        return jdbc.query(
                COLUMNS + " " + """
                 where seq > ? and (?::text is null or who = ? or starts_with(who, ? || '/'))
                   and (?::text is null or resource = ? or starts_with(resource, ? || '/') or starts_with(resource, ? || '?'))
                   and (?::text is null or at >= ?) and (?::text is null or at < ?)
                   and (?::text[] is null or workspace = any(?::text[]))
                 order by seq limit ?""",
                AuditBook::read,
                after,
                search.who(),
                search.who(),
                search.who(),
                resource,
                resource,
                resource,
                resource,
                search.from(),
                search.from(),
                search.until(),
                search.until(),
                array(search.workspaces()),
                array(search.workspaces()),
                limit);
    }

    private static String @Nullable [] array(@Nullable Set<String> texts) {
        return texts == null ? null : texts.toArray(String[]::new);
    }

    /** All of them, page by page. */
    public void each(Consumer<Entry> look) {
        long after = 0;
        List<Entry> page;
        do {
            page = jdbc.query(COLUMNS + " where seq > ? order by seq limit ?", AuditBook::read, after, PAGE);
            page.forEach(look);
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
    }

    /** Whether the trail is whole, up to what this Pirogue has added last. */
    public ChainCheck.Result verify() {
        Entry last = heads.last().orElse(null);
        ChainCheck check = new ChainCheck(Map.of(key.name(), key.open()));
        each(check::accept);
        return check.end(last);
    }

    /** What stands before an export: how far it goes, signed. */
    public String headLine() {
        Entry head = head();
        return Lines.head(head == null ? 0 : head.seq(), head == null ? "" : head.hash(), key);
    }

    /** The public half of the key. */
    public String publicKey() {
        return key.open();
    }

    static Entry read(ResultSet row, int number) throws SQLException {
        return new Entry(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }
}
