package org.pirogue.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.ledger.Shown;
import org.pirogue.ledger.Stands;
import org.pirogue.workspace.Connections;

/** Reads what stands at a target, cell by cell, with who wrote it and when. */
public class TargetReader {
    /** Of one request: all of them stand in its address, and servers take 8 KB. */
    private static final int UNITS = 200;

    private final MetadataCache metadata;
    private final Connections connections;

    public TargetReader(MetadataCache metadata, Connections connections) {
        this.metadata = metadata;
        this.connections = connections;
    }

    /**
     * What the target shows for these units in a period. Units that it does not know are left out; one that it does not
     * let us read does not keep the others from being read.
     */
    Shown read(String connection, String dataSet, Set<String> orgUnits, String period) {
        return read(connection, dataSet, orgUnits, period, false);
    }

    /** @param cleared whether cells that were cleared are shown, too: with no value, but with who and when */
    Shown read(String connection, String dataSet, Set<String> orgUnits, String period, boolean cleared) {
        DataSetMetadata target = metadata.dataSet(connection, dataSet);
        List<String> known =
                orgUnits.stream().filter(unit -> target.orgUnitId(unit) != null).toList();
        Shown shown = Shown.NOTHING;
        for (int i = 0; i < known.size(); i += UNITS) {
            List<String> some = known.subList(i, Math.min(i + UNITS, known.size()));
            shown = shown.plus(read(new Asked(connection, dataSet, period, cleared, target), some));
        }
        return shown;
    }

    private record Asked(String connection, String dataSet, String period, boolean cleared, DataSetMetadata target) {}

    private Shown read(Asked asked, List<String> orgUnits) {
        try {
            return new Shown(new TreeSet<>(orgUnits), Set.of(), slices(asked, orgUnits));
        } catch (Dhis2Exception e) {
            if (!noAccess(e)) {
                throw e;
            }
            if (orgUnits.size() == 1) {
                return new Shown(Set.of(), Set.copyOf(orgUnits), Map.of());
            }
            int half = orgUnits.size() / 2;
            return read(asked, orgUnits.subList(0, half)).plus(read(asked, orgUnits.subList(half, orgUnits.size())));
        }
    }

    private static boolean noAccess(Dhis2Exception e) {
        return e.errorCode().filter("E2012"::equals).isPresent();
    }

    private Map<SliceKey, Map<Cell, Stands>> slices(Asked asked, List<String> orgUnits) {
        DataValueQuery query = DataValueQuery.of(asked.target().id())
                .orgUnits(orgUnits.stream()
                        .map(unit -> String.valueOf(asked.target().orgUnitId(unit)))
                        .toList())
                .periods(List.of(asked.period()))
                .includeDeleted(asked.cleared())
                .build();
        Map<SliceKey, Map<Cell, Stands>> found = new HashMap<>();
        try (DataValues values = connections.client(asked.connection()).exportDataValues(query)) {
            values.forEachRemaining(value -> add(found, asked, value));
        }
        return found;
    }

    private static void add(Map<SliceKey, Map<Cell, Stands>> found, Asked asked, DataValue value) {
        String text = value.value();
        boolean stands = !value.deleted() && text != null && !text.isBlank();
        if (!stands && !(asked.cleared() && value.deleted())) {
            return;
        }
        DataSetMetadata target = asked.target();
        String orgUnit = target.orgUnitCode(value.orgUnit());
        String attributes = value.attributeOptionCombo();
        SliceKey key = new SliceKey(
                asked.dataSet(),
                orgUnit == null ? value.orgUnit() : orgUnit,
                value.period(),
                attributes == null ? "" : target.options(attributes));
        Cell cell = target.cell(value.dataElement(), String.valueOf(value.categoryOptionCombo()));
        found.computeIfAbsent(key, none -> new TreeMap<>())
                .put(cell, new Stands(stands ? text : "", value.storedBy(), value.lastUpdated()));
    }
}
