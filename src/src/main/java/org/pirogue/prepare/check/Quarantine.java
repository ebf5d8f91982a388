package org.pirogue.prepare.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;

/** Takes out the values that findings name. */
final class Quarantine {
    private Quarantine() {}

    /** Slices that lose every value are gone too. */
    static List<Slice> without(List<Finding> findings, List<Slice> slices) {
        if (findings.isEmpty()) {
            return slices;
        }
        Set<SliceKey> whole = new HashSet<>();
        Map<SliceKey, Set<Cell>> cells = new HashMap<>();
        for (Finding finding : findings) {
            if (finding.cell() == null) {
                whole.add(finding.key());
            } else {
                cells.computeIfAbsent(finding.key(), any -> new HashSet<>()).add(finding.cell());
            }
        }
        return slices.stream()
                .filter(slice -> !whole.contains(slice.key()))
                .map(slice -> without(cells.getOrDefault(slice.key(), Set.of()), slice))
                .filter(slice -> !slice.isEmpty())
                .toList();
    }

    static long valuesIn(List<Slice> slices) {
        return slices.stream().mapToLong(slice -> slice.values().size()).sum();
    }

    private static Slice without(Set<Cell> cells, Slice slice) {
        if (cells.isEmpty()) {
            return slice;
        }
        TreeMap<Cell, String> values = new TreeMap<>(slice.values());
        values.keySet().removeAll(cells);
        return slice.with(values, cells);
    }
}
