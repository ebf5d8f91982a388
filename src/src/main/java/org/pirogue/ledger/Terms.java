package org.pirogue.ledger;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;

/**
 * On which terms a flow's slices are compared with the target.
 *
 * @param claim the cells that the flow may write and delete; what stands elsewhere is not looked at
 * @param edited what becomes of a cell that this flow wrote and somebody else changed
 * @param first what becomes of a cell that this flow never wrote and in which another value stands
 * @param mirror of a flow that has another one in the other direction: what only the target changed is left alone, for
 *     that flow carries it
 * @param shown cells that a read of the target can show: where it has no place for a cell, its absence says nothing
 */
public record Terms(
        Predicate<Cell> claim,
        Function<Cell, Policy> edited,
        Function<Cell, Policy> first,
        @Nullable Mirror mirror,
        Predicate<Cell> shown) {
    public Terms(
            Predicate<Cell> claim,
            Function<Cell, Policy> edited,
            Function<Cell, Policy> first,
            @Nullable Mirror mirror) {
        this(claim, edited, first, mirror, cell -> true);
    }

    /** The same, where the target's form lacks some of the cells. */
    public Terms showing(Predicate<Cell> cells) {
        return new Terms(claim, edited, first, mirror, cells);
    }

    /** A person is asked about edits; what stood there before the first run is overwritten, and listed. */
    public static Terms of(Predicate<Cell> claim) {
        return new Terms(claim, cell -> Policy.ASK, cell -> Policy.SOURCE, null);
    }
}
