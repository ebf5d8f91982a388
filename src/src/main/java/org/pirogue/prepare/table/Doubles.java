package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Row;
import org.pirogue.prepare.table.Deduplication.Merge;
import org.pirogue.prepare.table.Scratch.Entry;

/** Rows of one key: the best so far, what fills its empty values, and where some of the others stand. Rows are not kept. */
final class Doubles {
    private final Comparator<Entry> ranking;
    private final Merge merge;
    private final Map<String, Entry> fills = new HashMap<>();
    private final List<String> places = new ArrayList<>();
    private final int mostPlaces;
    private Entry best;
    private long others;

    /** @param mostPlaces of others that are remembered */
    Doubles(Entry first, Comparator<Entry> ranking, Merge merge, int mostPlaces) {
        this.ranking = ranking;
        this.merge = merge;
        this.mostPlaces = mostPlaces;
        this.best = first;
        fill(first);
    }

    boolean takes(Entry entry) {
        return best.group().equals(entry.group());
    }

    void take(Entry entry) {
        others++;
        Entry lesser = entry;
        if (ranking.compare(entry, best) > 0) {
            lesser = best;
            best = entry;
        }
        if (places.size() < mostPlaces) {
            places.add(lesser.row().place());
        }
        fill(entry);
    }

    /** Each value from the best row that has one. */
    private void fill(Entry entry) {
        if (merge.all() || !merge.columns().isEmpty()) {
            entry.row().values().keySet().stream()
                    .filter(merge::fills)
                    .forEach(column ->
                            fills.merge(column, entry, (old, next) -> ranking.compare(next, old) > 0 ? next : old));
        }
    }

    long number() {
        return best.number();
    }

    long others() {
        return others;
    }

    List<String> places() {
        return places;
    }

    Row kept() {
        if (others == 0 || fills.isEmpty()) {
            return best.row();
        }
        Map<String, String> values = new HashMap<>(best.row().values());
        fills.forEach((column, entry) -> values.putIfAbsent(column, entry.row().value(column)));
        return new Row(best.row().place(), values);
    }
}
