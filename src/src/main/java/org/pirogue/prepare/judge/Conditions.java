package org.pirogue.prepare.judge;

import java.util.List;
import org.pirogue.prepare.rows.Criterion;
import org.pirogue.prepare.table.Columns;

/** Conditions of rules, held against the columns of a table before its first row. */
final class Conditions {
    private Conditions() {}

    static void check(List<Criterion> when, Columns columns) {
        for (Criterion each : when) {
            if (columns.has(each.column())
                    && !each.fits(columns.of(each.column()).type())) {
                columns.problem(
                        each.column(),
                        "column '" + each.column() + "' does not hold what it is compared with",
                        "compare it with a value of its type");
            } else {
                columns.of(each.column());
            }
        }
    }
}
