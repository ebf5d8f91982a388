package org.pirogue.flow;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;

/** What Pirogue itself stands on, its database and its queues, and cannot be had now: nobody's data are at fault, and it passes. */
final class Unavailable {
    /** Classes of SQLSTATE: connection, insufficient resources (a full disk, too many connections), an end by its operator, its own errors (a file that cannot be written). */
    private static final Set<String> PASSES = Set.of("08", "53", "57", "58");

    private Unavailable() {}

    /** @param cause one of a chain, by itself */
    static Optional<Failure> of(Throwable cause) {
        if (cause instanceof SQLException sql && passes(sql)) {
            String state = sql.getSQLState() == null ? "" : " (SQLSTATE " + sql.getSQLState() + ")";
            return Optional.of(new Failure("P471", "the database takes nothing now" + state + ": it is tried again"));
        }
        if (cause instanceof JMSException) {
            return Optional.of(
                    new Failure(
                            "P470",
                            "the queue takes nothing now: what is due of it waits in the ledger, and is sent when there is room"));
        }
        return Optional.empty();
    }

    private static boolean passes(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException
                || (state != null && state.length() == 5 && PASSES.contains(state.substring(0, 2)));
    }
}
