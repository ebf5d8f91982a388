package org.pirogue.ledger.reject;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;

/**
 * The cells of a chunk of which a value was held back as a reject. What should stand there is not known, so what stood
 * there before stays: a bad value never deletes the good one before it.
 */
public final class HeldBack {
    private final Map<SliceKey, Set<Cell>> cells = new HashMap<>();
    private final Map<SliceKey, Map<Cell, String>> values = new HashMap<>();
    private final Set<SliceKey> slices = new HashSet<>();

    public static HeldBack of(SliceBatch batch, String dataSet) {
        HeldBack heldBack = new HeldBack();
        batch.findings().stream().filter(finding -> !finding.kept()).forEach(finding -> heldBack.add(finding, dataSet));
        return heldBack;
    }

    private void add(Finding finding, String dataSet) {
        if (finding.key() == null) {
            return;
        }
        SliceKey key = finding.key().inDataSet(dataSet);
        if (finding.cell() == null) {
            slices.add(key);
        } else {
            cells.computeIfAbsent(key, none -> new HashSet<>()).add(finding.cell());
            if (finding.value() != null) {
                values.computeIfAbsent(key, none -> new HashMap<>()).put(finding.cell(), finding.value());
            }
        }
    }

    /** What the source said of cells whose value was held back. */
    Map<Cell, String> values(SliceKey key) {
        return values.getOrDefault(key, Map.of());
    }

    /** What is wanted of the slice, with the values of cells that were held back as it was wanted before: {@code former}, packed. */
    public SortedMap<Cell, String> kept(
            SliceKey key, String former, SortedMap<Cell, String> wanted, Predicate<Cell> claim) {
        Set<Cell> held = cells.getOrDefault(key, Set.of());
        boolean all = slices.contains(key);
        if (held.isEmpty() && !all) {
            return wanted;
        }
        SortedMap<Cell, String> kept = new TreeMap<>(wanted);
        Packed.values(former).forEach((cell, value) -> {
            if (claim.test(cell) && (all || held.contains(cell))) {
                kept.putIfAbsent(cell, value);
            }
        });
        return kept;
    }
}
