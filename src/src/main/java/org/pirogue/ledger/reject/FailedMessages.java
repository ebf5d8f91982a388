package org.pirogue.ledger.reject;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What went wrong with messages that could not be processed: the broker itself only knows that it gave them up. */
public final class FailedMessages {
    private final JdbcTemplate jdbc;

    public FailedMessages(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param attempts so far, @param code of the last failure */
    public record Failed(
            int attempts,
            String code,
            String text,
            @Nullable Instant at) {}

    public void failed(String queue, String message, int attempts, String code, String text) {
        jdbc.update("""
                insert into ledger.failed_message (queue, message, attempts, code, text) values (?, ?, ?, ?, ?)
                on conflict (queue, message) do update set attempts = excluded.attempts, code = excluded.code,
                    text = excluded.text, failed_at = ledger.now()""", queue, message, attempts, code, text.replace('\0', ' '));
    }

    /** It went through in the end. */
    public void delivered(String queue, String message) {
        jdbc.update("delete from ledger.failed_message where queue = ? and message = ?", queue, message);
    }

    public Optional<Failed> find(String queue, String message) {
        return jdbc
                .query(
                        "select attempts, code, text, failed_at from ledger.failed_message where queue = ? and message = ?",
                        (row, i) -> {
                            Timestamp at = row.getTimestamp(4);
                            return new Failed(
                                    row.getInt(1),
                                    row.getString(2),
                                    row.getString(3),
                                    at == null ? null : at.toInstant());
                        },
                        queue,
                        message)
                .stream()
                .findFirst();
    }

    /** Keeps who took a dead letter away, and why. @param state replayed or discarded */
    public void decided(String queue, String message, String state, Decision decision) {
        jdbc.update("""
                insert into ledger.failed_message (queue, message, attempts, code, text, state, who, reason, decided_at)
                values (?, ?, 0, '', '', ?, ?, ?, ledger.now())
                on conflict (queue, message) do update set state = excluded.state, who = excluded.who,
                    reason = excluded.reason, decided_at = ledger.now()""", queue, message, state, decision.who(), decision.reason());
    }
}
