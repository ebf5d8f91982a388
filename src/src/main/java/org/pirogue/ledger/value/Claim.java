package org.pirogue.ledger.value;

import java.util.SortedMap;
import java.util.SortedSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/** What a delivery may do with one slice that it was sent for. */
public sealed interface Claim {
    SliceKey key();

    /** The message is of another version than the ledger's: whoever delivers the ledger's version does it. */
    record Superseded(SliceKey key, long version) implements Claim {}

    /** Nothing of this version is to be delivered: it is, or it waits for a decision that sends it anew. */
    record Settled(SliceKey key, long version) implements Claim {}

    /** Another delivery holds the slice, or an unknown outcome is waited for: come again later. */
    record Busy(SliceKey key, long version) implements Claim {}

    /** The target is locked for it: the sweep brings it again when it is time. */
    record Held(SliceKey key, long version) implements Claim {}

    /**
     * The slice is leased to this delivery. Read it whole at the target and call {@link Deliveries#compare}: nothing is
     * posted on what the ledger believes alone. Nothing was recorded yet.
     */
    record ToRead(SliceKey key, long version) implements Claim {}

    /**
     * The slice is leased to this delivery and these cells are recorded as attempted: post them, and settle.
     *
     * @param put values to be written
     * @param delete cells to be deleted
     * @param doubtful cells that were in doubt before already
     * @param unsettled cells of the slice, none of these, whose value is refused or disputed
     */
    record Difference(
            SliceKey key,
            long version,
            SortedMap<Cell, String> put,
            SortedSet<Cell> delete,
            SortedSet<Cell> doubtful,
            SortedSet<Cell> unsettled)
            implements Claim {

        public int size() {
            return put.size() + delete.size();
        }

        /** What is sent for this cell; empty for a deletion. */
        String posted(Cell cell) {
            String value = put.get(cell);
            if (value == null && !delete.contains(cell)) {
                throw new IllegalArgumentException("cell " + cell + " is not in the difference of " + key);
            }
            return value == null ? SliceState.DELETION : value;
        }
    }
}
