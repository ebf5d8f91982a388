package org.pirogue.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.truth.TruthLog;

/**
 * What an exchange has done to its target.
 *
 * @param lost values that should stand and do not
 * @param unexpected values that stand and should not
 * @param wrong values other than they should be
 * @param doubled writes in effect twice: a cell that, after a value, showed one again that came before it, or one that
 *     was never meant
 * @param repeats writes that came again and changed nothing
 */
record Judgement(
        List<String> lost,
        List<String> unexpected,
        List<String> wrong,
        List<String> doubled,
        long repeats,
        long writes,
        int cells) {

    /**
     * @param history of each cell, what should have stood there, in order
     * @param cellOf the cell of a key of the target's own log
     */
    static Judgement of(
            Map<Cell, String> expected,
            Map<Cell, String> actual,
            List<TruthLog.Write> writes,
            Map<Cell, List<String>> history,
            Function<String, Cell> cellOf) {
        List<String> lost = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        expected.forEach((cell, value) -> {
            String stands = actual.get(cell);
            if (stands == null) {
                lost.add(cell + " = " + value);
            } else if (!stands.equals(value)) {
                wrong.add(cell + " = " + stands + ", not " + value);
            }
        });
        actual.forEach((cell, value) -> {
            if (!expected.containsKey(cell)) {
                unexpected.add(cell + " = " + value);
            }
        });
        long repeats = writes.stream()
                .filter(write -> Objects.equals(write.before(), write.after()))
                .count();
        return new Judgement(
                lost, unexpected, wrong, doubled(writes, history, cellOf), repeats, writes.size(), expected.size());
    }

    private static List<String> doubled(
            List<TruthLog.Write> writes, Map<Cell, List<String>> history, Function<String, Cell> cellOf) {
        Map<Cell, Integer> reached = new HashMap<>();
        List<String> doubled = new ArrayList<>();
        for (TruthLog.Write write : writes) {
            Cell cell = cellOf.apply(write.key());
            String shows = write.deleted() || write.after() == null ? "" : write.after();
            List<String> meant = history.getOrDefault(cell, List.of());
            int from = reached.getOrDefault(cell, 0);
            int found = from;
            while (found < meant.size() && !meant.get(found).equals(shows)) {
                found++;
            }
            if (found < meant.size()) {
                reached.put(cell, found);
            } else {
                doubled.add(cell + " showed " + shows + " after version " + from + " of " + meant);
            }
        }
        return doubled;
    }

    boolean isClean() {
        return lost.isEmpty() && unexpected.isEmpty() && wrong.isEmpty() && doubled.isEmpty();
    }

    /** Counts, and the first of each kind of fault. */
    @Override
    public String toString() {
        return "%d cells, %d writes, %d repeats: lost %d %s, unexpected %d %s, wrong %d %s, doubled %d %s"
                .formatted(
                        cells,
                        writes,
                        repeats,
                        lost.size(),
                        first(lost),
                        unexpected.size(),
                        first(unexpected),
                        wrong.size(),
                        first(wrong),
                        doubled.size(),
                        first(doubled));
    }

    private static List<String> first(List<String> faults) {
        return faults.stream().limit(3).toList();
    }
}
