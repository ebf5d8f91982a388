package org.pirogue.ledger.reject;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that could not be taken from the source or was refused by the target.
 *
 * @param run the run that met it first
 * @param code Pirogue's code or the target's own
 * @param value the value as it came; empty where a deletion was refused
 * @param place where to look, empty where the other fields say it
 */
public record Reject(
        long id,
        long run,
        String flow,
        Kind kind,
        State state,
        String code,
        @Nullable String dataSet,
        @Nullable String orgUnit,
        @Nullable String period,
        @Nullable String attributeOptions,
        @Nullable String dataElement,
        @Nullable String categoryOptions,
        @Nullable String value,
        String place,
        String text,
        Instant createdAt) {

    /** Found before the ledger, or refused by the receiver; a warning's value travelled all the same. */
    public enum Kind {
        SOURCE,
        TARGET,
        WARNING
    }

    /** {@code RESOLVED}: the value changed, left, or was taken since. */
    public enum State {
        OPEN,
        REPLAYED,
        DISMISSED,
        RESOLVED
    }
}
