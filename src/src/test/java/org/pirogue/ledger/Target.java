package org.pirogue.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/** A target that keeps what is posted and refuses what it is told to refuse. */
final class Target {
    final Map<SliceKey, SortedMap<Cell, String>> slices = new ConcurrentHashMap<>();
    /** A deletion is asked for with the empty value. */
    BiPredicate<Cell, String> refuses = (cell, value) -> false;

    int posts;
    int values;

    Receipt post(Claim.Difference difference) {
        posts++;
        Map<Cell, Outcome> outcomes = new HashMap<>();
        difference.put().forEach((cell, value) -> outcomes.put(cell, write(difference.key(), cell, value)));
        difference.delete().forEach(cell -> outcomes.put(cell, write(difference.key(), cell, "")));
        return new Receipt(difference, outcomes);
    }

    private Outcome write(SliceKey key, Cell cell, String value) {
        values++;
        if (refuses.test(cell, value)) {
            return new Outcome.Refused("E8122", "the value is refused");
        }
        if (value.isEmpty()) {
            of(key).remove(cell);
        } else {
            of(key).put(cell, value);
        }
        return Outcome.ACCEPTED;
    }

    SortedMap<Cell, String> of(SliceKey key) {
        return slices.computeIfAbsent(key, k -> new TreeMap<>());
    }
}
