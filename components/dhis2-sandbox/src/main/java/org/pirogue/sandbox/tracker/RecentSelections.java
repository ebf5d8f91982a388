package org.pirogue.sandbox.tracker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the last few selections, so that the next page needs no new search. Any change of the store empties it. */
final class RecentSelections {
    private static final int KEPT = 4;

    private final Map<String, List<Row>> recent = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Row>> eldest) {
            return size() > KEPT;
        }
    };
    private long revision = -1;

    synchronized List<Row> get(String key, long storeRevision, Supplier<List<Row>> search) {
        if (storeRevision != revision) {
            recent.clear();
            revision = storeRevision;
        }
        List<Row> known = recent.get(key);
        if (known == null) {
            known = search.get();
            recent.put(key, known);
        }
        return known;
    }
}
