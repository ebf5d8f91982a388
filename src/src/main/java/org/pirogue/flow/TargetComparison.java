package org.pirogue.flow;

import java.util.List;
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
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.ledger.KnownSlice;
import org.pirogue.ledger.Plans;
import org.pirogue.ledger.SliceBook;
import org.pirogue.workspace.Connections;

/** Holds a chunk that was just read from the source against what a read of the target shows, cell by cell. */
public class TargetComparison {
    private final MetadataCache metadata;
    private final Connections connections;
    private final SliceBook slices;
    private final Plans plans;

    public TargetComparison(MetadataCache metadata, Connections connections, SliceBook slices, Plans plans) {
        this.metadata = metadata;
        this.connections = connections;
        this.slices = slices;
        this.plans = plans;
    }

    void compare(String connection, String dataSet, SliceBatch batch, Set<Cell> claim) {
        SortedMap<SliceKey, SortedMap<Cell, String>> desired = new TreeMap<>();
        for (Slice slice : batch.slices()) {
            desired.put(slice.key().inDataSet(dataSet), slice.values());
        }
        Map<SliceKey, TreeMap<Cell, String>> actual = actual(
                connection, dataSet, batch.scope().orgUnits(), batch.scope().period());
        Map<SliceKey, SortedMap<Cell, String>> refused = refused(batch, dataSet);
        TreeSet<SliceKey> keys = new TreeSet<>(desired.keySet());
        keys.addAll(actual.keySet());
        Plans.Comparison found = Plans.Comparison.NONE;
        for (SliceKey key : keys) {
            found = found.plus(compare(
                    desired.getOrDefault(key, new TreeMap<>()),
                    actual.getOrDefault(key, new TreeMap<>()),
                    refused.getOrDefault(key, new TreeMap<>()),
                    claim));
        }
        plans.compared(batch.envelope().run(), found);
    }

    private Map<SliceKey, SortedMap<Cell, String>> refused(SliceBatch batch, String dataSet) {
        Map<SliceKey, SortedMap<Cell, String>> refused = new TreeMap<>();
        for (KnownSlice known : slices.known(batch.envelope().flow(), dataSet, batch.scope())) {
            refused.put(known.key(), new TreeMap<>(known.refused()));
        }
        for (Finding finding : batch.findings()) {
            if (finding.key() != null && finding.cell() != null && !finding.kept()) {
                // Held back: the former value stands at the target, and the reject says why.
                refused.computeIfAbsent(finding.key().inDataSet(dataSet), none -> new TreeMap<>())
                        .put(finding.cell(), "");
            }
        }
        return refused;
    }

    /** What stands at the target; a unit that the target does not know holds nothing there. */
    Map<SliceKey, TreeMap<Cell, String>> actual(
            String connection, String dataSet, Set<String> orgUnits, String period) {
        DataSetMetadata target = metadata.dataSet(connection, dataSet);
        List<String> units = orgUnits.stream()
                .map(target::orgUnitId)
                .filter(Objects::nonNull)
                .toList();
        if (units.isEmpty()) {
            return Map.of();
        }
        DataValueQuery query = DataValueQuery.of(target.id())
                .orgUnits(units)
                .periods(List.of(period))
                .build();
        try (DataValues values = connections.client(connection).exportDataValues(query)) {
            return new SliceReader(target).slices(values);
        }
    }

    private static Plans.Comparison compare(
            SortedMap<Cell, String> desired,
            SortedMap<Cell, String> actual,
            SortedMap<Cell, String> refused,
            Set<Cell> claim) {
        TreeSet<Cell> cells = new TreeSet<>(desired.keySet());
        actual.keySet().stream().filter(claim::contains).forEach(cells::add);
        Plans.Comparison found = Plans.Comparison.NONE;
        for (Cell cell : cells) {
            found = found.plus(one(desired.get(cell), actual.get(cell), refused.get(cell)));
        }
        return found;
    }

    private static Plans.Comparison one(String desired, String actual, String refused) {
        if (Objects.equals(desired, actual)) {
            return new Plans.Comparison(1, 1, 0, 0, 0, 0);
        }
        if (refused != null && refused.equals(desired == null ? "" : desired)) {
            return new Plans.Comparison(1, 0, 0, 0, 0, 1);
        }
        if (actual == null) {
            return new Plans.Comparison(1, 0, 0, 1, 0, 0);
        }
        return desired == null ? new Plans.Comparison(1, 0, 0, 0, 1, 0) : new Plans.Comparison(1, 0, 1, 0, 0, 0);
    }
}
