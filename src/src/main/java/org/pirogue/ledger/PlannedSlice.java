package org.pirogue.ledger;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * What a run would change of one slice.
 *
 * @param put values that would be written
 * @param delete cells that would be deleted
 * @param before what the ledger knows at the target of these cells; a cell that is not named stands empty there
 */
public record PlannedSlice(
        SliceKey key, SortedMap<Cell, String> put, SortedSet<Cell> delete, SortedMap<Cell, String> before) {
    boolean isEmpty() {
        return put.isEmpty() && delete.isEmpty();
    }

    /** Every cell that would change. */
    public SortedSet<Cell> cells() {
        return cells(put, delete);
    }

    static SortedSet<Cell> cells(SortedMap<Cell, String> put, SortedSet<Cell> delete) {
        SortedSet<Cell> cells = new TreeSet<>(put.keySet());
        cells.addAll(delete);
        return cells;
    }

    /** Of a cell in doubt: what was sent last. */
    private static SortedMap<Cell, String> before(SortedSet<Cell> cells, SliceState state) {
        SortedMap<Cell, String> before = new TreeMap<>();
        for (Cell cell : cells) {
            List<String> sent = state.attempted.get(cell);
            String known = sent == null ? state.acknowledged.get(cell) : sent.get(sent.size() - 1);
            if (known != null && !known.equals(SliceState.DELETION)) {
                before.put(cell, known);
            }
        }
        return before;
    }

    static PlannedSlice of(SliceKey key, SliceState state) {
        SortedMap<Cell, String> put = new TreeMap<>();
        SortedSet<Cell> delete = new TreeSet<>();
        state.standings().forEach((cell, standing) -> {
            if (standing == SliceState.Standing.PUT) {
                put.put(cell, state.goal(cell));
            } else if (standing == SliceState.Standing.DELETE) {
                delete.add(cell);
            }
        });
        return new PlannedSlice(key, put, delete, before(cells(put, delete), state));
    }
}
