package org.pirogue.console;

import org.pirogue.ledger.run.Plans;

/** How source and target compare, cell by cell, as the REST interface shows it. */
record ApiComparison(
        long cells,
        long equal,
        long different,
        long missing,
        long extra,
        long rejected,
        long conflict,
        boolean agrees) {

    static ApiComparison of(Plans.Comparison found) {
        return new ApiComparison(
                found.cells(),
                found.equal(),
                found.different(),
                found.missing(),
                found.extra(),
                found.rejected(),
                found.conflict(),
                found.agrees());
    }
}
