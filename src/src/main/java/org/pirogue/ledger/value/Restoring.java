package org.pirogue.ledger.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.pirogue.ledger.value.SliceState.Standing;

/** Slices whose withheld change is taken back, while it is computed: they are wanted as before, in a version of its own. */
public final class Restoring {
    private final boolean whole;
    private final Counts counts;
    private final List<Long> resolved = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    /** @param whole whether the whole slice is wanted as before, or only what would have been deleted */
    public Restoring(boolean whole, Counts counts) {
        this.whole = whole;
        this.counts = counts;
    }

    public void restore(SliceRow row) {
        String former = row.withheld;
        if (former == null) {
            return;
        }
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        state.desired = desired(state, before, Packed.values(former));
        state.edited.clear();
        resolved.addAll(state.forgetStaleRefusals());
        gone.addAll(state.forgetStaleDisputes());
        state.freeCompletion().ifPresent(resolved::add);
        state.lookFirst();
        Map<Cell, Standing> after = state.standings();
        before.forEach((cell, was) -> {
            // What stood well stays counted: an answer that came late may have brought it.
            if (was != Standing.GOOD && was != after.get(cell)) {
                count(counts, row.run, was, -1);
            }
        });
        after.forEach((cell, is) -> {
            if (is != before.get(cell)) {
                count(counts, row.run, is, 1);
            }
        });
        row.recount(after);
        row.version++;
        row.desiredNow = Packed.values(state.desired);
        row.withhold(null);
    }

    public void write(
            String flow, List<SliceRow> rows, SliceTable slices, RejectTable rejects, ConflictTable conflicts) {
        slices.update(flow, rows);
        slices.withhold(flow, rows);
        rejects.resolve(resolved);
        conflicts.gone(gone);
    }

    private SortedMap<Cell, String> desired(
            SliceState state, Map<Cell, Standing> standings, SortedMap<Cell, String> former) {
        SortedMap<Cell, String> desired = new TreeMap<>(whole ? former : state.desired);
        if (whole) {
            // What left the claim with the change is ours again; it is in doubt until it is seen or posted.
            former.keySet().stream()
                    .filter(state.released::containsKey)
                    .forEach(cell -> state.attempt(cell, state.released.remove(cell)));
        }
        standings.forEach((cell, standing) -> {
            String value = stood(state, former, cell);
            if (standing == Standing.DELETE && value != null) {
                desired.put(cell, value);
            }
        });
        return desired;
    }

    private static @Nullable String stood(SliceState state, SortedMap<Cell, String> former, Cell cell) {
        String wanted = former.getOrDefault(cell, state.acknowledged.get(cell));
        if (wanted != null) {
            return wanted;
        }
        List<String> sent = state.attempted.getOrDefault(cell, List.of());
        return sent.stream()
                .filter(value -> !value.equals(SliceState.DELETION))
                .reduce((a, b) -> b)
                .orElse(null);
    }

    /** What was wanted by the change is wanted no more: its counts leave the run, and those of before enter. */
    public static void count(Counts counts, long run, Standing standing, int change) {
        switch (standing) {
            case GOOD -> desired(counts, run, Count.UNCHANGED, change);
            case PUT -> desired(counts, run, Count.IN_FLIGHT, change);
            case REJECTED -> desired(counts, run, Count.REJECTED, change);
            case CONFLICT -> desired(counts, run, Count.CONFLICT, change);
            case DELETE -> retracted(counts, run, Count.RETRACT_IN_FLIGHT, change);
            case DELETE_REJECTED -> retracted(counts, run, Count.RETRACT_REJECTED, change);
            case DELETE_CONFLICT -> retracted(counts, run, Count.RETRACT_CONFLICT, change);
        }
    }

    private static void desired(Counts counts, long run, Count count, int change) {
        counts.add(run, Count.DESIRED, change);
        counts.add(run, count, change);
    }

    private static void retracted(Counts counts, long run, Count count, int change) {
        counts.add(run, Count.RETRACTED, change);
        counts.add(run, count, change);
    }
}
