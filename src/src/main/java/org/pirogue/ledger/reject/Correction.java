package org.pirogue.ledger.reject;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A value that a person set in place of the source's. It is what is desired until the source says something else.
 *
 * @param sourceValue what the source said when it was corrected; empty where it said nothing
 * @param reject the reject that was corrected, null where it is no longer kept
 * @param endedAt null while it holds
 */
public record Correction(
        long id,
        String flow,
        SliceKey key,
        Cell cell,
        String sourceValue,
        String value,
        @Nullable Long reject,
        String who,
        String reason,
        State state,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** {@code LAPSED}: the source's value changed since; {@code REPLACED}: corrected once more. */
    public enum State {
        ACTIVE,
        LAPSED,
        REPLACED
    }
}
