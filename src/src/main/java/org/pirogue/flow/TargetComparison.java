package org.pirogue.flow;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.KnownSlice;
import org.pirogue.ledger.Plans;
import org.pirogue.ledger.SliceBook;
import org.pirogue.ledger.Stands;

/** Holds a chunk that was just read from the source against what a read of the target shows, cell by cell. */
public class TargetComparison {
    private final TargetReader target;
    private final SliceBook slices;
    private final Plans plans;

    public TargetComparison(TargetReader target, SliceBook slices, Plans plans) {
        this.target = target;
        this.slices = slices;
        this.plans = plans;
    }

    void compare(String connection, String dataSet, SliceBatch batch, Set<Cell> claim) {
        SortedMap<SliceKey, SortedMap<Cell, String>> desired = new TreeMap<>();
        for (Slice slice : batch.slices()) {
            desired.put(slice.key().inDataSet(dataSet), slice.values());
        }
        Map<SliceKey, Map<Cell, Stands>> actual = target.read(
                        connection,
                        dataSet,
                        batch.scope().orgUnits(),
                        batch.scope().period())
                .slices();
        Map<SliceKey, SortedMap<Cell, String>> refused = new TreeMap<>();
        Map<SliceKey, Set<Cell>> disputed = new TreeMap<>();
        for (KnownSlice known : slices.known(batch.envelope().flow(), dataSet, batch.scope())) {
            refused.put(known.key(), new TreeMap<>(known.refused()));
            disputed.put(known.key(), known.disputed());
        }
        heldBack(batch, dataSet, refused);
        TreeSet<SliceKey> keys = new TreeSet<>(desired.keySet());
        keys.addAll(actual.keySet());
        Plans.Comparison found = Plans.Comparison.NONE;
        for (SliceKey key : keys) {
            found = found.plus(compare(
                    desired.getOrDefault(key, new TreeMap<>()),
                    values(actual.getOrDefault(key, Map.of())),
                    refused.getOrDefault(key, new TreeMap<>()),
                    disputed.getOrDefault(key, Set.of()),
                    claim));
        }
        plans.compared(batch.envelope().run(), found);
    }

    private static void heldBack(SliceBatch batch, String dataSet, Map<SliceKey, SortedMap<Cell, String>> refused) {
        for (Finding finding : batch.findings()) {
            if (finding.key() != null && finding.cell() != null && !finding.kept()) {
                // Held back: the former value stands at the target, and the reject says why.
                refused.computeIfAbsent(finding.key().inDataSet(dataSet), none -> new TreeMap<>())
                        .put(finding.cell(), "");
            }
        }
    }

    private static SortedMap<Cell, String> values(Map<Cell, Stands> stands) {
        SortedMap<Cell, String> values = new TreeMap<>();
        stands.forEach((cell, each) -> values.put(cell, each.value()));
        return values;
    }

    private static Plans.Comparison compare(
            SortedMap<Cell, String> desired,
            SortedMap<Cell, String> actual,
            SortedMap<Cell, String> refused,
            Set<Cell> disputed,
            Set<Cell> claim) {
        TreeSet<Cell> cells = new TreeSet<>(desired.keySet());
        actual.keySet().stream().filter(claim::contains).forEach(cells::add);
        Plans.Comparison found = Plans.Comparison.NONE;
        for (Cell cell : cells) {
            found = found.plus(one(desired.get(cell), actual.get(cell), refused.get(cell), disputed.contains(cell)));
        }
        return found;
    }

    private static Plans.Comparison one(String desired, String actual, String refused, boolean disputed) {
        if (Objects.equals(desired, actual)) {
            return new Plans.Comparison(1, 1, 0, 0, 0, 0, 0);
        }
        if (refused != null && refused.equals(desired == null ? "" : desired)) {
            return new Plans.Comparison(1, 0, 0, 0, 0, 1, 0);
        }
        if (disputed) {
            return new Plans.Comparison(1, 0, 0, 0, 0, 0, 1);
        }
        if (actual == null) {
            return new Plans.Comparison(1, 0, 0, 1, 0, 0, 0);
        }
        return desired == null ? new Plans.Comparison(1, 0, 0, 0, 1, 0, 0) : new Plans.Comparison(1, 0, 1, 0, 0, 0, 0);
    }
}
