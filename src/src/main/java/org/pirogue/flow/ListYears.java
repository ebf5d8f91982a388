package org.pirogue.flow;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a list are held against each other. A year's list is the last one of that year; it is held against the last one of
 * the years before, so that a correction within a year changes what the year's difference says and does not begin another one. The
 * very first list is told as such; what changes still in its year is held against it.
 *
 * @param before null for the first list of all
 * @param older the years' lists before that
 */
record ListYears<T>(int year, @Nullable T before, T now, List<T> older) {

    /** @param versions the oldest first */
    static <T> List<ListYears<T>> of(List<T> versions, Function<T, Instant> madeAt, ZoneId zone) {
        List<ListYears<T>> years = new ArrayList<>();
        if (versions.isEmpty()) {
            return years;
        }
        T first = versions.get(0);
        TreeMap<Integer, T> last = new TreeMap<>();
        versions.forEach(version -> last.put(madeAt.apply(version).atZone(zone).getYear(), version));
        years.add(new ListYears<>(last.firstKey(), null, first, List.of()));
        T before = first;
        List<T> older = new ArrayList<>();
        for (Map.Entry<Integer, T> year : last.entrySet()) {
            if (year.getValue() != first) {
                years.add(new ListYears<>(year.getKey(), before, year.getValue(), List.copyOf(older)));
                older.add(before);
                before = year.getValue();
            }
        }
        return years;
    }
}
