package org.pirogue.batch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All values of one slice. A slice without values is not the absence of a slice: it says that nothing stands there.
 *
 * @param values value by cell, as DHIS2 writes values: text
 */
public record Slice(SliceKey key, SortedMap<Cell, String> values) {
    public Slice {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public Slice inDataSet(String code) {
        return new Slice(key.inDataSet(code), values);
    }
}
