package org.pirogue.ledger.value;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.run.PlannedSlice;

/** What a delivery of a slice would change, cell by cell. */
public final class SlicePlans {
    private SlicePlans() {}

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

    public static PlannedSlice difference(SliceKey key, SliceState state) {
        SortedMap<Cell, String> put = new TreeMap<>();
        SortedSet<Cell> delete = new TreeSet<>();
        state.standings().forEach((cell, standing) -> {
            if (standing == SliceState.Standing.PUT) {
                put.put(cell, state.goal(cell));
            } else if (standing == SliceState.Standing.DELETE) {
                delete.add(cell);
            }
        });
        return new PlannedSlice(key, put, delete, before(PlannedSlice.cells(put, delete), state));
    }
}
