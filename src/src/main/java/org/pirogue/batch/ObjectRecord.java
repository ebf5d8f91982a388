package org.pirogue.batch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object as the source has it: an organisation unit, or a tracked entity with all that hangs on it.
 *
 * @param key the source's uid: it stays when code and name change
 * @param label what a person knows it by: its code, or the uid where it has none
 * @param level 1 for what stands highest: parents go first
 * @param parent key of its parent, null where it has none or none that the flow carries
 * @param fields what the flow owns of it, in the source's codes, by path: {@code name}, {@code enrollments/ID/orgUnit}; a
 *     field that is not named should be empty. Null where the object should no longer stand
 */
public record ObjectRecord(
        String key,
        String label,
        int level,
        @Nullable String parent,
        @Nullable SortedMap<String, String> fields) {
    public ObjectRecord {
        fields = fields == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Its fields may be a person's. */
    @Override
    public String toString() {
        return "ObjectRecord[" + key + "]";
    }
}
