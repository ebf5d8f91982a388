package org.pirogue.ledger;

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
 */
public record PlannedSlice(SliceKey key, SortedMap<Cell, String> put, SortedSet<Cell> delete) {
    boolean isEmpty() {
        return put.isEmpty() && delete.isEmpty();
    }

    static SortedSet<Cell> cells(SortedMap<Cell, String> put, SortedSet<Cell> delete) {
        SortedSet<Cell> cells = new TreeSet<>(put.keySet());
        cells.addAll(delete);
        return cells;
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
        return new PlannedSlice(key, put, delete);
    }
}
