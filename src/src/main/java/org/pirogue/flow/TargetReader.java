package org.pirogue.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.ledger.Stands;
import org.pirogue.workspace.Connections;

/** Reads what stands at a target, cell by cell, with who wrote it and when. */
public class TargetReader {
    private final MetadataCache metadata;
    private final Connections connections;

    public TargetReader(MetadataCache metadata, Connections connections) {
        this.metadata = metadata;
        this.connections = connections;
    }

    /**
     * What the target shows for these units in a period; a slice that is not named stands empty there. Units that the
     * target does not know are left out.
     */
    Map<SliceKey, Map<Cell, Stands>> read(String connection, String dataSet, Set<String> orgUnits, String period) {
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
        Map<SliceKey, Map<Cell, Stands>> found = new HashMap<>();
        try (DataValues values = connections.client(connection).exportDataValues(query)) {
            values.forEachRemaining(value -> add(found, target, dataSet, value));
        }
        return found;
    }

    private static void add(
            Map<SliceKey, Map<Cell, Stands>> found, DataSetMetadata target, String dataSet, DataValue value) {
        String text = value.value();
        if (value.deleted() || text == null || text.isBlank()) {
            return;
        }
        String orgUnit = target.orgUnitCode(value.orgUnit());
        String attributes = value.attributeOptionCombo();
        SliceKey key = new SliceKey(
                dataSet,
                orgUnit == null ? value.orgUnit() : orgUnit,
                value.period(),
                attributes == null ? "" : target.options(attributes));
        Cell cell = target.cell(value.dataElement(), String.valueOf(value.categoryOptionCombo()));
        found.computeIfAbsent(key, none -> new TreeMap<>())
                .put(cell, new Stands(text, value.storedBy(), value.lastUpdated()));
    }
}
