package org.pirogue.ledger.conflict;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A cell that somebody else changed at the target. A side without a value stands for none.
 *
 * @param run the run that found it
 * @param base what both sides had before, as this flow knows
 * @param storedBy who wrote theirs; {@code theirsAt} when: both as the target says
 * @param oursBy who typed ours, and {@code oursAt} when, as the source says; null where the flow does not ask for it
 * @param keep which side was kept, null while a person is asked
 * @param settledBy name of the person, or {@code policy}
 */
public record Conflict(
        long id,
        long run,
        String flow,
        State state,
        SliceKey key,
        Cell cell,
        @Nullable String base,
        @Nullable String ours,
        @Nullable String theirs,
        @Nullable String storedBy,
        @Nullable String theirsAt,
        @Nullable String oursBy,
        @Nullable String oursAt,
        @Nullable Keep keep,
        @Nullable String settledBy,
        @Nullable String reason,
        Instant createdAt) {

    /** {@code GONE}: a side changed again, or both came to the same value. */
    public enum State {
        OPEN,
        SETTLED,
        GONE
    }

    /** Which side stands in the end. */
    public enum Keep {
        SOURCE,
        TARGET
    }
}
