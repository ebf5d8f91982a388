package org.pirogue.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.Registration;
import org.pirogue.ledger.value.Outcome;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.workspace.Connections;

/** Which reports the source has registered as complete, carried as the cell {@link Cell#COMPLETE} of their slices. */
class CompleteReports {
    private final Connections connections;
    private final MetadataReader reader;
    private final SliceBook slices;

    CompleteReports(Connections connections, MetadataReader reader, SliceBook slices) {
        this.connections = connections;
        this.reader = reader;
        this.slices = slices;
    }

    /**
     * Target units of a period of which the source says other than the target should show. DHIS2 may delete a registration
     * that is withdrawn, and tells nobody: so all of a period are asked for, and held against the ledger.
     */
    Set<String> touched(String flow, String connection, DataSetMetadata dataSet, Mapping mapping, String period) {
        Map<SliceKey, String> source = read(connection, dataSet, reader.rootUnits(connection), true, period);
        Map<SliceKey, String> wanted = new HashMap<>();
        for (SliceKey report : source.keySet()) {
            mapping.targetsOf(report).forEach(target -> latest(source, dataSet, mapping, target)
                    .ifPresent(day -> wanted.put(target, day)));
        }
        Map<SliceKey, String> known = slices.complete(flow, period);
        Set<SliceKey> all = new HashSet<>(wanted.keySet());
        all.addAll(known.keySet());
        return all.stream()
                .filter(key -> !Objects.equals(wanted.get(key), known.get(key)))
                .map(SliceKey::orgUnit)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The day on which the last of the reports that feed this one was complete; empty while one is not. */
    private static Optional<String> latest(
            Map<SliceKey, String> source, DataSetMetadata dataSet, Mapping mapping, SliceKey target) {
        List<SliceKey> feeding = mapping.sourcesOf(target.orgUnit(), target.period()).stream()
                .map(unit -> new SliceKey(dataSet.code(), unit.orgUnit(), unit.period(), target.attributeOptions()))
                .toList();
        return source.keySet().containsAll(feeding)
                ? feeding.stream().map(source::get).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The batch with the registrations of its reports, each counted as one record. */
    SliceBatch added(SliceBatch batch, String connection, DataSetMetadata dataSet, List<String> units) {
        Map<SliceKey, Slice> slices = new TreeMap<>();
        batch.slices().forEach(slice -> slices.put(slice.key(), slice));
        Map<SliceKey, String> complete =
                read(connection, dataSet, units, false, batch.scope().period());
        complete.forEach((key, day) -> {
            Slice slice = slices.getOrDefault(key, new Slice(key, new TreeMap<>()));
            TreeMap<Cell, String> values = new TreeMap<>(slice.values());
            values.put(Cell.COMPLETE, day);
            slices.put(key, slice.with(values, Set.of()));
        });
        Tally read = new Tally(complete.size(), 0, 0, 0, 0, 0);
        return new SliceBatch(
                batch.envelope(),
                batch.scope(),
                List.copyOf(slices.values()),
                batch.tally().plus(read),
                batch.findings());
    }

    /** One of a unit that left the data set is left out, as its values are. */
    private Map<SliceKey, String> read(
            String connection, DataSetMetadata dataSet, Collection<String> units, boolean children, String period) {
        DataValueQuery query = DataValueQuery.of(dataSet.id())
                .orgUnits(List.copyOf(units))
                .children(children)
                .periods(List.of(period))
                .build();
        Map<SliceKey, String> days = new HashMap<>();
        connections.client(connection).exportRegistrations(query).stream()
                .filter(Registration::completed)
                .filter(each -> dataSet.orgUnitCode(each.orgUnit()) != null)
                .forEach(each -> days.put(key(dataSet, each), Completeness.day(each)));
        return days;
    }

    private static SliceKey key(DataSetMetadata dataSet, Registration registration) {
        String attributes = registration.attributeOptionCombo();
        return new SliceKey(
                dataSet.code(),
                String.valueOf(dataSet.orgUnitCode(registration.orgUnit())),
                registration.period(),
                attributes == null ? "" : dataSet.options(attributes));
    }

    /** Reports of which a value was held back on the way are not registered, and the reject says why. */
    static SliceBatch settled(SliceBatch batch, Mapping mapping) {
        Map<SliceKey, Integer> heldBack = new TreeMap<>();
        batch.findings().stream()
                .filter(finding -> !finding.kept() && finding.key() != null)
                .forEach(finding ->
                        targets(finding.key(), mapping).forEach(key -> heldBack.merge(key, 1, Integer::sum)));
        List<Slice> slices = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(batch.findings());
        for (Slice slice : batch.slices()) {
            Integer values = heldBack.get(slice.key().inDataSet(""));
            if (values == null || !slice.values().containsKey(Cell.COMPLETE)) {
                slices.add(slice);
                continue;
            }
            TreeMap<Cell, String> cells = new TreeMap<>(slice.values());
            String day = cells.remove(Cell.COMPLETE);
            slices.add(slice.with(cells, Set.of()));
            findings.add(waits(slice.key(), day, values));
        }
        long waiting = findings.size() - batch.findings().size();
        Tally moved = new Tally(-waiting, 0, 0, waiting, 0, 0);
        return new SliceBatch(
                batch.envelope(), batch.scope(), slices, batch.tally().plus(moved), findings);
    }

    /** What was found before the mapping stands under the source's data set, in the source's units. */
    private static Collection<SliceKey> targets(SliceKey key, Mapping mapping) {
        return key.dataSet().isEmpty() ? List.of(key) : mapping.targetsOf(key);
    }

    private static Finding waits(SliceKey key, String day, int values) {
        return new Finding(
                Outcome.WAITS,
                key,
                Cell.COMPLETE,
                day,
                "",
                "the report is not registered as complete while " + values
                        + " of its values are held back: correct them, then it goes by itself");
    }
}
