package org.pirogue.workspace.dataset;

import java.sql.SQLException;

/** Why the database refused, as it says it. */
final class SqlStates {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String FORBIDDEN = "42501";
    private static final String NEEDED = "2BP01";

    private SqlStates() {}

    static boolean isLockTimeout(Throwable refused) {
        return is(refused, LOCK_NOT_AVAILABLE);
    }

    static boolean isForbidden(Throwable refused) {
        return is(refused, FORBIDDEN);
    }

    /** Something stands on it, as the view of a share. */
    static boolean isNeeded(Throwable refused) {
        return is(refused, NEEDED);
    }

    static boolean isGone(Throwable refused) {
        return is(refused, NO_SUCH_TABLE);
    }

    private static boolean is(Throwable refused, String state) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
