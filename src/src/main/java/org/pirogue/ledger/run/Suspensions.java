package org.pirogue.ledger.run;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Connections that a person has suspended. Holds over a restart, and for every replica. */
public final class Suspensions {
    private final JdbcTemplate jdbc;

    public Suspensions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param by who suspended it, @param reason in their words */
    public record Suspension(String connection, String reason, String by, Instant since) {}

    /** By connection. */
    public Map<String, Suspension> all() {
        Map<String, Suspension> all = new TreeMap<>();
        jdbc.query("select connection, reason, by_whom, since from ledger.suspension", row -> {
            String connection = row.getString("connection");
            all.put(
                    connection,
                    new Suspension(
                            connection,
                            row.getString("reason"),
                            row.getString("by_whom"),
                            row.getTimestamp("since").toInstant()));
        });
        return all;
    }

    /** Suspends; one that is suspended already keeps its time and gets the new reason. */
    public void suspend(String connection, String reason, String by) {
        jdbc.update(
                "insert into ledger.suspension (connection, reason, by_whom) values (?, ?, ?)"
                        + " on conflict (connection) do update set reason = excluded.reason, by_whom = excluded.by_whom",
                connection,
                reason,
                by);
    }

    /** @return whether it was suspended */
    public boolean resume(String connection) {
        return jdbc.update("delete from ledger.suspension where connection = ?", connection) > 0;
    }
}
