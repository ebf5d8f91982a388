package org.pirogue.ledger.object;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the target shows of an object.
 *
 * @param uid null where it does not stand there
 * @param fields in the source's codes, at least those that the flow owns or knows
 * @param deletedParts parts that were deleted there, so that their uids are used up
 * @param foreign whether things hang on it that this flow did not make
 * @param by who changed it last, as the target says; @param at when
 */
public record FoundObject(
        @Nullable String uid,
        SortedMap<String, String> fields,
        SortedSet<String> deletedParts,
        boolean foreign,
        @Nullable String by,
        @Nullable String at) {
    public static final FoundObject NOWHERE =
            new FoundObject(null, new TreeMap<>(), new TreeSet<>(), false, null, null);

    public FoundObject {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        deletedParts = Collections.unmodifiableSortedSet(new TreeSet<>(deletedParts));
    }

    public boolean exists() {
        return uid != null;
    }

    /** Its values may be a person's. */
    @Override
    public String toString() {
        return "FoundObject[" + uid + "]";
    }
}
