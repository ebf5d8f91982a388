package org.pirogue.prepare.file;

import java.util.List;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;

/**
 * A row of the file, and what came of it.
 *
 * @param rows what travels; more than one where periods stand side by side
 * @param ignored rows that are no records: a total, a header once more
 * @param invalid records that do not travel
 * @param findings the problems, for a run's list
 */
record RowRead(
        RawRow raw, List<Row> rows, long ignored, long invalid, List<CellProblem> problems, List<Finding> findings) {
    /** An empty row is no record. */
    static RowRead nothing(RawRow raw) {
        return new RowRead(raw, List.of(), 0, 0, List.of(), List.of());
    }

    static RowRead ignored(RawRow raw) {
        return new RowRead(raw, List.of(), 1, 0, List.of(), List.of());
    }
}
