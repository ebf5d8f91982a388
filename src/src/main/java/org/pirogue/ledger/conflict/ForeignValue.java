package org.pirogue.ledger.conflict;

import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A value inside a flow's claim that the flow did not write.
 *
 * @param overwritten whether it stood there before the flow first wrote the cell, else it stands there still
 * @param storedBy who wrote it; {@code theirsAt} when: both as the target says
 */
public record ForeignValue(
        SliceKey key,
        Cell cell,
        boolean overwritten,
        String value,
        @Nullable String storedBy,
        @Nullable String theirsAt,
        long run) {}
