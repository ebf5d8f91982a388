package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pirogue.batch.Row;
import org.pirogue.prepare.table.Scratch.Entry;

/**
 * Rows of the other table by their key, in memory: as long as they are few, no row of this table has to be put aside and
 * sorted. How much they take is reckoned from their texts, on the safe side.
 */
final class SmallSide {
    /** An eighth of the heap that Pirogue is given by default. */
    static final long MOST_BYTES = 64L << 20;

    private static final int BYTES_OF_A_ROW = 300;
    private static final int BYTES_OF_A_VALUE = 60;

    private final long most;
    private final Map<String, List<Candidate>> byKey = new HashMap<>();
    private long bytes;

    /** @param most bytes */
    SmallSide(long most) {
        this.most = most;
    }

    /** @return whether there is still room; this row is taken in any case */
    boolean add(String key, long number, Row row) {
        byKey.computeIfAbsent(key, none -> new ArrayList<>(1)).add(new Candidate(new Entry(key, number, row)));
        bytes += BYTES_OF_A_ROW + key.length() + row.place().length();
        row.values().values().forEach(value -> bytes += BYTES_OF_A_VALUE + value.length());
        return bytes <= most;
    }

    List<Candidate> of(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    void each(Consumer<Candidate> look) {
        byKey.values().forEach(candidates -> candidates.forEach(look));
    }
}
