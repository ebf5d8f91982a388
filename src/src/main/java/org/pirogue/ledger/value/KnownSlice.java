package org.pirogue.ledger.value;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A slice as the ledger holds it, to be looked at.
 *
 * @param desired what should stand at the target
 * @param acknowledged what the target has confirmed
 * @param doubtful cells that were sent without an answer
 * @param refused the value that the target refused by cell, empty for a deletion
 * @param disputed cells where somebody else's value stands: a person is asked, or it is kept
 * @param pending whether something is still to be delivered
 */
public record KnownSlice(
        SliceKey key,
        long version,
        SortedMap<Cell, String> desired,
        SortedMap<Cell, String> acknowledged,
        SortedSet<Cell> doubtful,
        SortedMap<Cell, String> refused,
        SortedSet<Cell> disputed,
        boolean pending) {

    static KnownSlice of(SliceRow row) {
        SliceState state = row.state();
        SortedMap<Cell, String> refused = new TreeMap<>();
        state.refused.forEach((cell, refusal) -> refused.put(cell, refusal.value()));
        return new KnownSlice(
                row.key,
                row.version,
                Collections.unmodifiableSortedMap(state.desired),
                Collections.unmodifiableSortedMap(new TreeMap<>(state.acknowledged)),
                Collections.unmodifiableSortedSet(new TreeSet<>(state.attempted.keySet())),
                Collections.unmodifiableSortedMap(refused),
                Collections.unmodifiableSortedSet(new TreeSet<>(state.disputes.keySet())),
                row.pending());
    }
}
