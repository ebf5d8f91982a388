package org.pirogue.ledger.object;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object on its way.
 *
 * @param level parents go first
 * @param fields what should stand; empty for an object that should not stand, and always for a person's, whose values are not
 *     put into a queue: they are taken from the ledger when they are delivered
 */
public record VersionedObject(String key, String label, int level, long version, SortedMap<String, String> fields) {
    static final Comparator<VersionedObject> ORDER =
            Comparator.comparingInt(VersionedObject::level).thenComparing(VersionedObject::key);

    public VersionedObject {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    static VersionedObject of(ObjectRow row) {
        return new VersionedObject(
                row.key, row.label, row.level, row.version, row.kind.personal() ? new TreeMap<>() : row.clear());
    }
}
