package org.pirogue.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.DataValue;

/** Gathers the values of one chunk into slices. An export is not ordered by slice, so all units of the chunk stay open. */
final class SliceReader {
    private final DataSetMetadata metadata;
    private final boolean dated;
    private final Map<SliceKey, TreeMap<Cell, String>> open = new HashMap<>();
    private final Map<SliceKey, TreeMap<Cell, Edit>> edits = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long used;
    private long invalid;
    private long duplicate;

    /** @param dated whether it is kept when a value was typed, or cleared */
    SliceReader(DataSetMetadata metadata, boolean dated) {
        this.metadata = metadata;
        this.dated = dated;
    }

    SliceBatch read(Chunk chunk, Iterator<DataValue> values) {
        values.forEachRemaining(this::add);
        List<Slice> slices = new ArrayList<>();
        edits.keySet().forEach(key -> open.computeIfAbsent(key, none -> new TreeMap<>()));
        new TreeMap<>(open)
                .forEach((key, cells) -> slices.add(new Slice(key, cells, edits.getOrDefault(key, new TreeMap<>()))));
        return new SliceBatch(
                chunk.envelope(), chunk.scope(), slices, new Tally(used, 0, 0, invalid, duplicate, 0), findings);
    }

    private void add(DataValue value) {
        if (value.deleted() && !dated) {
            return;
        }
        SliceKey key = key(value);
        Cell cell = metadata.cell(value.dataElement(), String.valueOf(value.categoryOptionCombo()));
        if (dated && value.lastUpdated() != null) {
            edits.computeIfAbsent(key, none -> new TreeMap<>())
                    .put(cell, new Edit(value.lastUpdated(), value.storedBy()));
        }
        if (value.deleted()) {
            return;
        }
        String text = value.value();
        if (text == null || text.isBlank()) {
            invalid++;
            findings.add(
                    new Finding("P202", key, cell, null, metadata.code(), "the source gave a value without content"));
            return;
        }
        if (open.computeIfAbsent(key, none -> new TreeMap<>()).putIfAbsent(cell, text) == null) {
            used++;
        } else {
            duplicate++;
        }
    }

    private SliceKey key(DataValue value) {
        String orgUnit = metadata.orgUnitCode(value.orgUnit());
        String attributes = value.attributeOptionCombo();
        return new SliceKey(
                metadata.code(),
                orgUnit == null ? value.orgUnit() : orgUnit,
                value.period(),
                attributes == null ? "" : metadata.options(attributes));
    }
}
