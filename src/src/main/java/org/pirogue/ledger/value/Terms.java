package org.pirogue.ledger.value;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.conflict.Policy;

/**
 * On which terms a flow's slices are compared with the target.
 *
 * @param claim the cells that the flow may write and delete; what stands elsewhere is not looked at
 * @param edited what becomes of a cell that this flow wrote and somebody else changed
 * @param first what becomes of a cell that this flow never wrote and in which another value stands
 * @param mirror of a flow that has another one in the other direction: what only the target changed is left alone, for
 *     that flow carries it
 * @param shown cells that a read of the target can show: where it has no place for a cell, its absence says nothing
 * @param clocks for the policy {@code LATEST}: edits nearer to each other than that are a tie; null where nothing can be said
 *     of the times of both servers
 */
public record Terms(
        Predicate<Cell> claim,
        Function<Cell, Policy> edited,
        Function<Cell, Policy> first,
        @Nullable Mirror mirror,
        Predicate<Cell> shown,
        @Nullable Duration clocks) {
    public Terms(
            Predicate<Cell> claim,
            Function<Cell, Policy> edited,
            Function<Cell, Policy> first,
            @Nullable Mirror mirror) {
        this(claim, edited, first, mirror, cell -> true, null);
    }

    /** The same, where the target's form lacks some of the cells. */
    public Terms showing(Predicate<Cell> cells) {
        return new Terms(claim, edited, first, mirror, cells, clocks);
    }

    /** The same, where the clocks of source and target are no farther apart than that. */
    public Terms within(@Nullable Duration apart) {
        return new Terms(claim, edited, first, mirror, shown, apart);
    }

    /** A person is asked about edits; what stood there before the first run is overwritten, and listed. */
    public static Terms of(Predicate<Cell> claim) {
        return new Terms(claim, cell -> Policy.ASK, cell -> Policy.SOURCE, null);
    }
}
