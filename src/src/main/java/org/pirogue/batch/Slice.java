package org.pirogue.batch;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All values of one slice. A slice without values is not the absence of a slice: it says that nothing stands there.
 *
 * @param values value by cell, as DHIS2 writes values: text
 * @param edits when a cell was edited, where the flow asks for it and its value is what somebody typed; a cell that is named
 *     here only was cleared
 */
public record Slice(SliceKey key, SortedMap<Cell, String> values, SortedMap<Cell, Edit> edits) {
    public Slice {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        edits = Collections.unmodifiableSortedMap(new TreeMap<>(edits));
    }

    public Slice(SliceKey key, SortedMap<Cell, String> values) {
        this(key, values, Collections.emptySortedMap());
    }

    /** Other values, of which those in {@code changed} are not what somebody typed. */
    public Slice with(SortedMap<Cell, String> other, Set<Cell> changed) {
        SortedMap<Cell, Edit> typed = new TreeMap<>(edits);
        typed.keySet().removeAll(changed);
        return new Slice(key, other, typed);
    }

    public boolean isEmpty() {
        return values.isEmpty() && edits.isEmpty();
    }

    public Slice inDataSet(String code) {
        return new Slice(key.inDataSet(code), values, edits);
    }
}
