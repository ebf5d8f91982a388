package org.pirogue.workspace.dataset;

import java.sql.Timestamp;
import java.util.List;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Questions that shares were asked by SQL. The database writes each down before it answers the first row (its function {@code
 * witness.asked}, made by {@code witness.sql}); here they become entries of the audit trail.
 */
@Component
public final class SqlReads {
    private static final int AT_ONCE = 500;

    private final JdbcTemplate jdbc;
    private final Shares shares;
    private final AuditTrail trail;

    SqlReads(JdbcTemplate jdbc, Shares shares, AuditTrail trail) {
        this.jdbc = jdbc;
        this.shares = shares;
        this.trail = trail;
    }

    private record Question(long share, long version, long rows, int process, Timestamp askedAt) {
        Object[] key() {
            return new Object[] {share, version, process, askedAt};
        }
    }

    /** Whether the database can write down who asks; an external one only when its administrator has said {@code witness.sql}. */
    static boolean possible(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select to_regprocedure('witness.asked(bigint, bigint)') is not null", Boolean.class));
    }

    /** Whether everybody may take the locks of the database that Pirogue takes, as PostgreSQL has it: {@code witness.sql} ends that. */
    static boolean lockable(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select has_function_privilege('public', 'pg_catalog.pg_advisory_lock(bigint)', 'execute')",
                Boolean.class));
    }

    /** Behind {@code shared.shares}. Whoever is killed in between writes some twice, and none not at all. */
    public void take() {
        if (!possible(jdbc)) {
            return;
        }
        List<Question> asked;
        do {
            asked = jdbc.query(
                    "select share, version, rows, process, asked_at from witness.question order by asked_at limit "
                            + AT_ONCE,
                    (row, i) -> new Question(
                            row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4), row.getTimestamp(5)));
            trail.writeAll(asked.stream().map(this::deed).toList());
            jdbc.batchUpdate(
                    "delete from witness.question where share = ? and version = ? and process = ? and asked_at = ?",
                    asked.stream().map(Question::key).toList());
        } while (asked.size() == AT_ONCE);
    }

    private Deed deed(Question question) {
        Share share = shares.get(question.share());
        Share.Terms terms = share.terms();
        return Deed.allowed(
                        new Actor(terms.recipient(), Actor.Kind.MACHINE),
                        Verb.READ,
                        "datasets/" + share.dataset() + "/shares/" + share.id() + "/" + question.version() + "/sql",
                        share.dataset().workspace())
                .rows(question.rows())
                .why(terms.purpose());
    }
}
