package org.pirogue.ledger.run;

import java.util.SortedMap;
import java.util.SortedSet;
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
    /** Stands for a value that is a person's. */
    public static final String HIDDEN = "*";
    /** Where a row of a table stands, as values have their data set and objects their kind. */
    public static final String ROW = "row";

    public boolean isEmpty() {
        return put.isEmpty() && delete.isEmpty();
    }

    /** Every cell that would change. */
    public SortedSet<Cell> cells() {
        return cells(put, delete);
    }

    public static SortedSet<Cell> cells(SortedMap<Cell, String> put, SortedSet<Cell> delete) {
        SortedSet<Cell> cells = new TreeSet<>(put.keySet());
        cells.addAll(delete);
        return cells;
    }
}
