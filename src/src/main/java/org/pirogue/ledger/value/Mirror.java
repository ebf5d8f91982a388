package org.pirogue.ledger.value;

import java.util.Optional;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * Where the flow of the other direction keeps the same cells: what this one writes, that one reads. A cell of such a pair
 * has one base, the last value that both ends agreed on.
 */
public interface Mirror {
    /** Name of the other flow. */
    String flow();

    /** The other flow's cell for a cell of this flow's target; empty where they do not stand one to one. */
    Optional<Place> of(SliceKey key, Cell cell);

    /** A cell of a slice. */
    record Place(SliceKey key, Cell cell) {}
}
