package org.pirogue.console;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.PlannedSlice;

/** What a run would change of one slice, as the REST interface shows it. */
record ApiPlan(String orgUnit, String period, SortedMap<String, String> put, List<String> delete) {

    static ApiPlan of(PlannedSlice slice) {
        SortedMap<String, String> put = new TreeMap<>();
        slice.put().forEach((cell, value) -> put.put(cell.toString(), value));
        return new ApiPlan(
                slice.key().orgUnit(),
                slice.key().period(),
                put,
                slice.delete().stream().map(Cell::toString).toList());
    }
}
