package org.pirogue.ledger.value;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.conflict.Stands;

/**
 * What a read of a target shows for some units in a period.
 *
 * @param orgUnits that were read: one of their slices that is not named stands empty
 * @param closed units that the target does not let us read; of a unit in neither the target knows nothing
 */
public record Shown(Set<String> orgUnits, Set<String> closed, Map<SliceKey, Map<Cell, Stands>> slices) {
    public static final Shown NOTHING = new Shown(Set.of(), Set.of(), Map.of());

    /** Every value of a slice; null where nothing can be said of it. */
    public @Nullable Map<Cell, Stands> of(SliceKey key) {
        return orgUnits.contains(key.orgUnit()) ? slices.getOrDefault(key, Map.of()) : null;
    }

    public Shown plus(Shown other) {
        Set<String> read = new TreeSet<>(orgUnits);
        read.addAll(other.orgUnits);
        Set<String> shut = new HashSet<>(closed);
        shut.addAll(other.closed);
        Map<SliceKey, Map<Cell, Stands>> both = new HashMap<>(slices);
        both.putAll(other.slices);
        return new Shown(read, shut, both);
    }
}
