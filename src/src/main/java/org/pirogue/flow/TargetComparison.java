package org.pirogue.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.value.Drift;
import org.pirogue.ledger.value.Drifts;
import org.pirogue.ledger.value.KnownSlice;
import org.pirogue.ledger.value.SliceBook;

/** Holds a chunk that was just read from the source against what a read of the target shows, cell by cell. */
public class TargetComparison {
    private final TargetReader target;
    private final SliceBook slices;
    private final Plans plans;
    private final Drifts drifts;

    public TargetComparison(TargetReader target, SliceBook slices, Plans plans, Drifts drifts) {
        this.target = target;
        this.slices = slices;
        this.plans = plans;
        this.drifts = drifts;
    }

    void compare(String connection, String dataSet, SliceBatch batch, Set<Cell> claim) {
        Map<SliceKey, SortedMap<Cell, String>> desired = slices.corrected(batch, dataSet);
        Map<SliceKey, Map<Cell, Stands>> actual = target.read(
                        connection,
                        dataSet,
                        batch.scope().orgUnits(),
                        batch.scope().period(),
                        Completeness.of(claim))
                .slices();
        Map<SliceKey, SortedMap<Cell, String>> refused = new TreeMap<>();
        Map<SliceKey, KnownSlice> ledger = new TreeMap<>();
        for (KnownSlice known : slices.known(batch.envelope().flow(), dataSet, batch.scope())) {
            refused.put(known.key(), new TreeMap<>(known.refused()));
            ledger.put(known.key(), known);
        }
        heldBack(batch, dataSet, refused);
        TreeSet<SliceKey> keys = new TreeSet<>(desired.keySet());
        keys.addAll(actual.keySet());
        Plans.Comparison found = Plans.Comparison.NONE;
        List<Drift> drifted = new ArrayList<>();
        for (SliceKey key : keys) {
            KnownSlice known = ledger.get(key);
            found = found.plus(compare(
                    desired.getOrDefault(key, new TreeMap<>()),
                    values(actual.getOrDefault(key, Map.of())),
                    refused.getOrDefault(key, new TreeMap<>()),
                    known == null ? Set.of() : known.disputed(),
                    claim,
                    (cell, source, stands) -> drifted.add(Drift.of(key, cell, source, stands, known))));
        }
        plans.compared(batch.envelope().run(), found);
        drifts.add(batch.envelope().run(), drifted);
    }

    /** Takes a cell of which source and target differ without a reject or conflict that says why. */
    private interface Differing {
        void cell(Cell cell, @Nullable String source, @Nullable String target);
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
            Set<Cell> claim,
            Differing differing) {
        TreeSet<Cell> cells = new TreeSet<>(desired.keySet());
        actual.keySet().stream().filter(claim::contains).forEach(cells::add);
        Plans.Comparison found = Plans.Comparison.NONE;
        for (Cell cell : cells) {
            Plans.Comparison one = one(desired.get(cell), actual.get(cell), refused.get(cell), disputed.contains(cell));
            found = found.plus(one);
            if (!one.agrees()) {
                differing.cell(cell, desired.get(cell), actual.get(cell));
            }
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
