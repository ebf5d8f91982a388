package org.pirogue.ledger.value;

import java.util.SortedMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A whole desired slice as the ledger holds it.
 *
 * @param version grows with each change of the slice's content
 * @param values all values that should stand; empty says that nothing should
 */
public record VersionedSlice(SliceKey key, long version, SortedMap<Cell, String> values) {}
