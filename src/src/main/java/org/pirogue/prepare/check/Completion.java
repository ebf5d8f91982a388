package org.pirogue.prepare.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;

/** That a report is complete is no value, and no check looks at it. */
final class Completion {
    private Completion() {}

    /** The chunk without the units whose report is registered as complete, be it without a value. */
    static Scope unregistered(SliceBatch batch) {
        TreeSet<String> units = new TreeSet<>(batch.scope().orgUnits());
        batch.slices().stream()
                .filter(slice -> slice.values().containsKey(Cell.COMPLETE))
                .forEach(slice -> units.remove(slice.key().orgUnit()));
        return new Scope(batch.scope().period(), units);
    }

    static List<Slice> without(List<Slice> slices) {
        return slices.stream().map(Completion::without).toList();
    }

    private static Slice without(Slice slice) {
        if (!slice.values().containsKey(Cell.COMPLETE)) {
            return slice;
        }
        TreeMap<Cell, String> values = new TreeMap<>(slice.values());
        values.remove(Cell.COMPLETE);
        return slice.with(values, Set.of());
    }

    /** @param before the slices as they came; {@code after}: as the checks leave them, where those without a value may be gone */
    static List<Slice> with(List<Slice> before, List<Slice> after) {
        Map<SliceKey, String> complete = new HashMap<>();
        before.forEach(slice -> {
            String value = slice.values().get(Cell.COMPLETE);
            if (value != null) {
                complete.put(slice.key(), value);
            }
        });
        List<Slice> all = new ArrayList<>();
        Set<SliceKey> left = new HashSet<>(complete.keySet());
        for (Slice slice : after) {
            left.remove(slice.key());
            all.add(with(slice, complete));
        }
        left.stream().sorted().forEach(key -> all.add(with(new Slice(key, new TreeMap<>()), complete)));
        return all;
    }

    private static Slice with(Slice slice, Map<SliceKey, String> complete) {
        String value = complete.get(slice.key());
        if (value == null) {
            return slice;
        }
        TreeMap<Cell, String> values = new TreeMap<>(slice.values());
        values.put(Cell.COMPLETE, value);
        return slice.with(values, Set.of());
    }
}
