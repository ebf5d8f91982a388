package org.pirogue.ledger;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;

/** The database cannot be had now, and nobody's data are at fault: it passes, or when somebody makes room. */
public final class DatabaseOutage {
    /** Classes of SQLSTATE: no connection, a want of room, ended by its operator, a fault of its own such as a bad file. */
    private static final Set<String> PASSES = Set.of("08", "53", "57", "58");

    private DatabaseOutage() {}

    /** @param cause one of a chain, by itself. @return what may be said of it */
    public static Optional<String> of(Throwable cause) {
        return cause instanceof SQLException sql && passes(sql)
                ? Optional.of("SQLSTATE " + sql.getSQLState())
                : Optional.empty();
    }

    private static boolean passes(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException
                || (state != null && state.length() == 5 && PASSES.contains(state.substring(0, 2)));
    }
}
