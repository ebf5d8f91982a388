package org.pirogue.pressure;

import org.pirogue.camel.dhis2.bulk.Dhis2Exception;

/** Which failures speak against the server, and not against what was asked of it. */
final class Illness {
    private static final int INTERNAL_ERROR = 500;

    private Illness() {}

    static boolean isOf(Dhis2Exception failure, boolean write) {
        return switch (failure.kind()) {
            // DHIS2 answers 500 in its own words to a period that it cannot read.
            case SERVER_ERROR ->
                failure.status() != INTERNAL_ERROR || failure.told().isEmpty();
            case NOT_FOUND -> write;
            // A refused sign-in, too: servers lock an account after some.
            case UNREACHABLE, SIGN_IN, REDIRECT, EMPTY_ANSWER, TRUNCATED, NOT_JSON, TIMEOUT, OUTCOME_UNKNOWN -> true;
            case HELD_BACK, REFUSED, UNEXPECTED_ANSWER, PARTIAL_ANSWER, TOO_LARGE, RATE_LIMITED, SECRET_MISSING ->
                false;
        };
    }
}
