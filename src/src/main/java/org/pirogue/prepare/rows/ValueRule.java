package org.pirogue.prepare.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Row;
import org.pirogue.prepare.period.Validity;

/**
 * One row of the rules.
 *
 * @param cell null where the rows that it holds for are left out on purpose
 * @param stated whether nothing is said as 0, by a unit that reported
 * @param meaning the row's text, for the digest
 * @param at file and line
 */
record ValueRule(
        @Nullable Cell cell,
        String attributeOptions,
        Take take,
        List<Criterion> when,
        boolean stated,
        Validity validity,
        String meaning,
        String at) {
    boolean holds(Row row) {
        for (Criterion each : when) {
            if (!each.holds(row)) {
                return false;
            }
        }
        return true;
    }

    boolean leavesOut() {
        return cell == null;
    }

    boolean sameCell(ValueRule other) {
        return cell != null && cell.equals(other.cell) && attributeOptions.equals(other.attributeOptions);
    }
}
