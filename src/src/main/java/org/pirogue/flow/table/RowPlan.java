package org.pirogue.flow.table;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pirogue.batch.Scope;
import org.pirogue.ledger.value.Window;
import org.pirogue.prepare.period.Period;

/** How a table is cut into closed chunks: one target period and some target units each, with every report that feeds them. */
final class RowPlan {
    private static final int MOST_UNITS = 500;
    private static final int MOST_CELLS = 20_000;
    private static final int MOST_ROWS = 50_000;

    private final List<Part> parts = new ArrayList<>();
    private final Long2IntOpenHashMap partOf = new Long2IntOpenHashMap();
    private final boolean inOrder;

    /** @param sources reports of the table, by their numbers */
    record Part(Scope scope, long[] sources) {}

    /** A part that is being filled. */
    private static final class Open {
        private final SortedSet<String> units = new TreeSet<>();
        private final LongArrayList sources = new LongArrayList();
        private int rows;
    }

    /**
     * @param known what the flow has at its target: parts decide it, too
     * @param older whether they decide it also for periods that the table does not name
     * @param cells of the largest slice
     */
    static RowPlan of(RowWindows windows, RowTargets targets, Set<Window> known, RowTerms.Older older, int cells) {
        Map<String, Map<String, LongArrayList>> sources = new LinkedHashMap<>();
        for (long window : windows.all()) {
            Window target = targets.of(windows, window);
            sources.computeIfAbsent(target.period(), none -> new LinkedHashMap<>())
                    .computeIfAbsent(target.orgUnit(), none -> new LongArrayList(1))
                    .add(window);
        }
        Set<String> named = Set.copyOf(sources.keySet());
        known.stream()
                .filter(window -> older == RowTerms.Older.GONE || named.contains(window.period()))
                .sorted(Comparator.comparing(
                                (Window window) -> Period.parse(window.period()).firstDay())
                        .thenComparing(Window::orgUnit))
                .forEach(window -> sources.computeIfAbsent(window.period(), none -> new LinkedHashMap<>())
                        .computeIfAbsent(window.orgUnit(), none -> new LongArrayList(0)));
        RowPlan plan = new RowPlan(!targets.moves());
        int most = Math.max(1, Math.min(MOST_UNITS, MOST_CELLS / Math.max(1, cells)));
        sources.forEach((period, units) -> plan.cut(period, units, windows, most));
        return plan;
    }

    private RowPlan(boolean inOrder) {
        this.inOrder = inOrder;
        partOf.defaultReturnValue(-1);
    }

    private void cut(String period, Map<String, LongArrayList> units, RowWindows windows, int most) {
        Open open = new Open();
        for (Map.Entry<String, LongArrayList> unit : units.entrySet()) {
            int rows = unit.getValue().longStream().mapToInt(windows::rows).sum();
            if (!open.units.isEmpty() && (open.units.size() == most || open.rows + rows > MOST_ROWS)) {
                close(period, open);
                open = new Open();
            }
            open.units.add(unit.getKey());
            open.sources.addAll(unit.getValue());
            open.rows += rows;
        }
        close(period, open);
    }

    private void close(String period, Open open) {
        long[] sources = open.sources.toLongArray();
        for (long source : sources) {
            partOf.put(source, parts.size());
        }
        parts.add(new Part(new Scope(period, open.units), sources));
    }

    /** Whether rows that are sorted by the numbers of their reports come part by part. */
    boolean isInOrder() {
        return inOrder;
    }

    List<Scope> scopes() {
        return parts.stream().map(Part::scope).toList();
    }

    /** @param number from 1 */
    Part part(int number) {
        return parts.get(number - 1);
    }

    /** The number of the part that a report feeds, from 1. */
    int partOf(long window) {
        return partOf.get(window) + 1;
    }
}
