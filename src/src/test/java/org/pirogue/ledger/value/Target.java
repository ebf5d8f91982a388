package org.pirogue.ledger.value;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.conflict.Stands;

/** A target that keeps what is posted and refuses what it is told to refuse. */
public final class Target {
    final Map<SliceKey, SortedMap<Cell, String>> slices = new ConcurrentHashMap<>();
    /** A deletion is asked for with the empty value. */
    public BiPredicate<Cell, String> refuses = (cell, value) -> false;

    /** Locked for a deadline, say; a deletion is asked for with the empty value. */
    BiPredicate<Cell, String> locked = (cell, value) -> false;

    /** When somebody typed what stands there, or cleared it. */
    final Map<Cell, String> typed = new HashMap<>();

    public int posts;
    int values;

    public Receipt post(Claim.Difference difference) {
        posts++;
        Map<Cell, Outcome> outcomes = new HashMap<>();
        difference.put().forEach((cell, value) -> outcomes.put(cell, write(difference.key(), cell, value)));
        difference.delete().forEach(cell -> outcomes.put(cell, write(difference.key(), cell, "")));
        return new Receipt(difference, outcomes);
    }

    private Outcome write(SliceKey key, Cell cell, String value) {
        values++;
        if (locked.test(cell, value)) {
            return new Outcome.Held("E8030", "untimely", Duration.ofHours(1));
        }
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

    /** What a read of the slice gives. */
    Map<Cell, Stands> shows(SliceKey key) {
        Map<Cell, Stands> shown = new HashMap<>();
        typed.forEach((cell, when) -> shown.put(cell, new Stands("", "nurse", when)));
        of(key).forEach((cell, value) ->
                shown.put(cell, new Stands(value, "nurse", typed.getOrDefault(cell, "2026-02-03T08:00:00.000+0000"))));
        return shown;
    }

    public SortedMap<Cell, String> of(SliceKey key) {
        return slices.computeIfAbsent(key, k -> new TreeMap<>());
    }
}
