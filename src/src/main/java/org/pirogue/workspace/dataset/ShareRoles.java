package org.pirogue.workspace.dataset;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Login roles for BI tools, one a share: each sees one view, in a schema of its own, with the columns and rows of its share. Nothing
 * else is granted to it, and what PostgreSQL grants to everybody is taken from everybody.
 */
public final class ShareRoles {
    private static final Logger LOG = LoggerFactory.getLogger(ShareRoles.class);
    private static final int PASSWORD_BYTES = 24;
    private static final int CONNECTIONS = 5;
    private static final int INHERIT_SINCE = 160_000;
    /** How long one question may take. The role could raise its own limit: {@link #look} holds it to this one. */
    private static final int QUESTION_SECS = 60;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Shares shares;
    private final SecureRandom random = new SecureRandom();

    ShareRoles(JdbcTemplate jdbc, TransactionTemplate transaction, Shares shares) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.shares = shares;
    }

    /** How a BI tool signs in. @param password told once: it is kept nowhere in clear */
    public record SignIn(String url, String user, String password, String view) {}

    /**
     * Makes the role, or gives it another password; whoever is in by the old one is out.
     *
     * @throws DatasetProblem P752 where the share is not answered, P756 where the database does not let us make roles, P764 where
     *     readers could hold Pirogue up, P778 where it cannot write down who reads
     */
    public SignIn open(long id) {
        Shares.Given given = shares.given(id);
        if (!SqlReads.possible(jdbc)) {
            throw new DatasetProblem(
                    "P778",
                    "this database cannot write down who reads a share: let its administrator say witness.sql, see deploy/datasets.md");
        }
        if (SqlReads.lockable(jdbc)) {
            throw new DatasetProblem(
                    "P764",
                    "in this database a reader of a share could hold a lock that Pirogue waits for: let its administrator say witness.sql, see deploy/datasets.md");
        }
        String role = role(id);
        String password = password();
        try {
            transaction.executeWithoutResult(status -> make(given, role, password));
        } catch (DataAccessException refused) {
            if (SqlStates.isForbidden(refused)) {
                throw new DatasetProblem(
                        "P756",
                        "Pirogue's database user may not make roles: let an administrator say ALTER ROLE … CREATEROLE");
            }
            throw refused;
        }
        endSessions(role);
        return new SignIn(url(), role, password, new ShareViews(jdbc).name(given.share()));
    }

    private void make(Shares.Given given, String role, String password) {
        long id = given.share().id();
        // What PostgreSQL gives to everybody would be theirs, too.
        String database = jdbc.queryForObject("select current_database()", String.class);
        jdbc.execute("revoke connect, temporary on database " + Identifiers.quoted(Objects.requireNonNull(database))
                + " from public");
        jdbc.execute("revoke all on schema public from public");
        String quoted = Identifiers.quoted(role);
        if (!exists(role)) {
            jdbc.execute("create role " + quoted
                    + " login nosuperuser nocreatedb nocreaterole noinherit noreplication connection limit "
                    + CONNECTIONS);
            // To end its sessions; it gives nothing to us that we do not have. Before PostgreSQL 16 members inherit
            // anyway.
            jdbc.execute(
                    "grant " + quoted + " to current_user" + (version() >= INHERIT_SINCE ? " with inherit true" : ""));
        }
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            // A verifier is sent, never the password.
            connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
            return null;
        });
        limits(quoted);
        jdbc.execute("grant connect on database " + Identifiers.quoted(database) + " to " + quoted);
        new ShareViews(jdbc).make(given, role);
        new ShareTable(jdbc).role(id, role);
    }

    private int version() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select current_setting('server_version_num')::int", Integer.class));
    }

    private void limits(String role) {
        for (String limit : List.of(
                "statement_timeout = '" + QUESTION_SECS + "s'",
                "idle_in_transaction_session_timeout = '" + QUESTION_SECS + "s'",
                "default_transaction_read_only = on",
                "work_mem = '8MB'",
                "max_parallel_workers_per_gather = 0")) {
            jdbc.execute("alter role " + role + " set " + limit);
        }
    }

    /** Takes the role away, with its view and whoever is signed in by it. */
    public void close(long id) {
        String role = role(id);
        if (exists(role)) {
            jdbc.execute("alter role " + Identifiers.quoted(role) + " nologin");
            endSessions(role);
            transaction.executeWithoutResult(status -> {
                new ShareViews(jdbc).drop(id);
                jdbc.execute("drop owned by " + Identifiers.quoted(role));
                jdbc.execute("drop role " + Identifiers.quoted(role));
            });
        }
        new ShareTable(jdbc).role(id, null);
    }

    /**
     * Behind {@code shared.shares}: roles of shares that have ended go, views that a reader kept from following follow, and
     * questions that take too long are ended.
     */
    public void look() {
        for (Share share : new ShareTable(jdbc).list("where s.role is not null order by s.share")) {
            try {
                if (!share.live()) {
                    close(share.id());
                } else {
                    new ShareViews(jdbc).follow(shares.given(share.id()), transaction);
                }
            } catch (DataAccessException | DatasetProblem later) {
                LOG.warn(
                        "P757 the SQL access of share {} could not be brought up to date, it is tried again",
                        share.id());
            }
        }
        endLongQuestions(2 * QUESTION_SECS);
    }

    /** @param secs so long a question, or a transaction in which nothing is asked, may take */
    void endLongQuestions(int secs) {
        jdbc.query(
                "select pg_terminate_backend(pid) from pg_stat_activity a join workspace.share s on s.role = a.usename"
                        + " where (a.state = 'active' and a.query_start < clock_timestamp() - make_interval(secs => ?))"
                        + " or (a.state like 'idle in transaction%'"
                        + " and a.state_change < clock_timestamp() - make_interval(secs => ?))",
                row -> {}, secs, secs);
    }

    private void endSessions(String role) {
        jdbc.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = ?", row -> {}, role);
    }

    private boolean exists(String role) {
        return !jdbc.queryForList("select 1 from pg_roles where rolname = ?", role)
                .isEmpty();
    }

    private String url() {
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<String>) ShareRoles::url));
    }

    private static String url(java.sql.Connection connection) throws SQLException {
        return connection.getMetaData().getURL().replaceFirst("\\?.*", "");
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String role(long id) {
        return "pirogue_share_" + id;
    }
}
