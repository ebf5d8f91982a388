package org.pirogue.prepare.table;

import java.util.TreeMap;

/** Rows that matched nothing: how many, and where the first of them stand. */
final class Unmatched {
    private static final int PLACES = 20;

    private final TreeMap<Long, String> first = new TreeMap<>();
    private long count;

    void add(long number, String place) {
        count++;
        first.put(number, place);
        if (first.size() > PLACES) {
            first.pollLastEntry();
        }
    }

    long count() {
        return count;
    }

    String places() {
        return String.join(", ", first.values()) + (count > PLACES ? " and " + (count - PLACES) + " more" : "");
    }
}
