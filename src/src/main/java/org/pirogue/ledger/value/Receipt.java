package org.pirogue.ledger.value;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.batch.Cell;

/**
 * What became of one delivered difference.
 *
 * @param outcomes by cell of the difference; a cell that is missing is in doubt and stays in flight
 */
public record Receipt(Claim.Difference difference, Map<Cell, Outcome> outcomes) {
    public Receipt {
        outcomes = Map.copyOf(outcomes);
    }

    /** All of it was accepted. */
    public static Receipt accepted(Claim.Difference difference) {
        return new Receipt(
                difference,
                Stream.concat(difference.put().keySet().stream(), difference.delete().stream())
                        .collect(Collectors.toMap(Function.identity(), cell -> Outcome.ACCEPTED)));
    }
}
