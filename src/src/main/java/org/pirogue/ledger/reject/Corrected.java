package org.pirogue.ledger.reject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceKey;

/** The corrections of one chunk beside what the source says now: which of them hold, and which have lapsed. */
public final class Corrected {
    private final String dataSet;
    private final Map<SliceKey, Map<Cell, Correction>> holding = new HashMap<>();
    private final List<Correction> lapsed = new ArrayList<>();

    /**
     * @param active of the chunk's scope
     * @param read what the source gave, without what was held back
     */
    Corrected(String dataSet, List<Correction> active, Map<SliceKey, SortedMap<Cell, String>> read, HeldBack heldBack) {
        this.dataSet = dataSet;
        for (Correction each : active) {
            String now = read.getOrDefault(each.key(), new TreeMap<>())
                    .getOrDefault(each.cell(), heldBack.values(each.key()).getOrDefault(each.cell(), ""));
            if (now.equals(each.sourceValue())) {
                holding.computeIfAbsent(each.key(), none -> new HashMap<>()).put(each.cell(), each);
            } else {
                lapsed.add(each);
            }
        }
    }

    public Set<SliceKey> keys() {
        return holding.keySet();
    }

    /** What is wanted of the slice, with the corrected values in place of the source's. */
    public SortedMap<Cell, String> in(SliceKey key, SortedMap<Cell, String> wanted, Predicate<Cell> claim) {
        Map<Cell, Correction> here = holding.get(key);
        if (here == null) {
            return wanted;
        }
        SortedMap<Cell, String> corrected = new TreeMap<>(wanted);
        here.forEach((cell, correction) -> {
            if (claim.test(cell)) {
                corrected.put(cell, correction.value());
            }
        });
        return corrected;
    }

    /** Whether a person has already set another value in place of this one. */
    public boolean settles(Finding finding) {
        if (finding.key() == null || finding.cell() == null || finding.kept()) {
            return false;
        }
        return holding.getOrDefault(finding.key().inDataSet(dataSet), Map.of()).containsKey(finding.cell());
    }

    public List<Correction> lapsed() {
        return lapsed;
    }
}
