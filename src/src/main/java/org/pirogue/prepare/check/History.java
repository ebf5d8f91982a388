package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.period.Period;

/**
 * What was reported in other periods: the checks that hold a value against its own past ask here. A flow's history is what
 * it has handed over before, so that it is the same whoever asks, and costs the source nothing.
 */
@FunctionalInterface
public interface History {
    /** Nothing is known: such checks then say nothing. */
    History NONE = (slice, cell) -> Collections.emptySortedMap();

    /** The cell's numbers at the slice's unit by period, in the order of time; the slice's own period is not among them. */
    SortedMap<Period, BigDecimal> of(SliceKey slice, Cell cell);

    /** How many numbers the unit's reports had by period, without the slice's own. */
    default SortedMap<Period, Integer> sizes(SliceKey slice) {
        return Collections.emptySortedMap();
    }
}
