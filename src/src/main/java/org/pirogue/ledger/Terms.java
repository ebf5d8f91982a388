package org.pirogue.ledger;

import java.util.function.Function;
import java.util.function.Predicate;
import org.pirogue.batch.Cell;

/**
 * On which terms a flow's slices are compared with the target.
 *
 * @param claim the cells that the flow may write and delete; what stands elsewhere is not looked at
 * @param edited what becomes of a cell that this flow wrote and somebody else changed
 * @param first what becomes of a cell that this flow never wrote and in which another value stands
 */
public record Terms(Predicate<Cell> claim, Function<Cell, Policy> edited, Function<Cell, Policy> first) {
    /** A person is asked about edits; what stood there before the first run is overwritten, and listed. */
    public static Terms of(Predicate<Cell> claim) {
        return new Terms(claim, cell -> Policy.ASK, cell -> Policy.SOURCE);
    }
}
