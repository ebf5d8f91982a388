package org.pirogue.cli;

import java.util.EnumMap;
import java.util.Map;
import org.pirogue.cli.rest.PlannedSlice;

/** How many cells a plan would change, by the kind of the change. */
final class PlanTotals {
    /** What happens to a cell at the target. */
    enum Kind {
        NEW,
        CHANGED,
        DELETED
    }

    private final Map<Kind, Long> cells = new EnumMap<>(Kind.class);
    private long slices;

    static Kind kind(PlannedSlice.Change change) {
        if (change.after() == null) {
            return Kind.DELETED;
        }
        return change.before() == null ? Kind.NEW : Kind.CHANGED;
    }

    void add(PlannedSlice slice) {
        slices++;
        slice.changes().forEach(change -> cells.merge(kind(change), 1L, Long::sum));
    }

    long slices() {
        return slices;
    }

    long of(Kind kind) {
        return cells.getOrDefault(kind, 0L);
    }

    long cells() {
        return cells.values().stream().mapToLong(Long::longValue).sum();
    }
}
