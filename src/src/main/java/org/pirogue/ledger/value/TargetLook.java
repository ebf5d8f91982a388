package org.pirogue.ledger.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.conflict.ForeignTable;
import org.pirogue.ledger.conflict.Stands;

/**
 * What a full run sees at the target beside what the ledger believes of it. A cell that differs is in doubt: its slice is
 * delivered, and decided there by what stands at the target then.
 *
 * @param shown the chunk as it stands at the target
 * @param adoptDeletes whether values that are not this flow's are taken for its own, and so deleted where nothing should
 *     stand
 */
record TargetLook(Shown shown, boolean adoptDeletes) {

    /** Whether the target shows exactly what is wanted, or nothing can be said of it. */
    boolean none(SliceKey key, SortedMap<Cell, String> wanted, Predicate<Cell> claim) {
        Map<Cell, Stands> stands = shown.of(key);
        if (stands == null) {
            return true;
        }
        long claimed = stands.keySet().stream().filter(claim).count();
        return claimed == wanted.size()
                && wanted.entrySet().stream()
                        .allMatch(entry -> Found.same(
                                entry.getValue(),
                                stands.getOrDefault(entry.getKey(), Stands.NOTHING)
                                        .value()));
    }

    /** Marks what is in doubt; desired values and claim stand already. @return the conflicts that are gone */
    List<Long> mark(SliceRow row, Predicate<Cell> claim, List<ForeignTable.Met> met) {
        Map<Cell, Stands> stands = shown.of(row.key);
        if (stands == null) {
            return List.of();
        }
        Set<Cell> cells = new TreeSet<>(row.state().standings().keySet());
        stands.keySet().stream().filter(claim).forEach(cells::add);
        List<Long> gone = new ArrayList<>();
        cells.forEach(cell -> mark(row, cell, stands.getOrDefault(cell, Stands.NOTHING), met)
                .ifPresent(dispute -> gone.add(dispute.conflict())));
        return gone;
    }

    private Optional<Dispute> mark(SliceRow row, Cell cell, Stands actual, List<ForeignTable.Met> met) {
        SliceState state = row.state();
        Dispute dispute = state.disputes.get(cell);
        boolean asked = dispute != null && dispute.open();
        boolean otherTheirs = asked && !Found.same(dispute.theirs(), actual.value());
        switch (Found.of(state, cell, actual.value())) {
            case AS_WANTED, OURS -> {
                return asked ? Optional.ofNullable(state.disputes.remove(cell)) : Optional.empty();
            }
            case KEPT -> {}
            case BEFORE_US, EDITED -> {
                if (!asked || otherTheirs) {
                    doubt(state, cell, dispute != null && dispute.kept() ? dispute : null);
                }
                return otherTheirs ? Optional.ofNullable(state.disputes.remove(cell)) : Optional.empty();
            }
            case FOREIGN -> foreign(row, cell, actual, met);
        }
        return Optional.empty();
    }

    /** What was known to stand there does not any more. */
    private static void doubt(SliceState state, Cell cell, @Nullable Dispute kept) {
        String known = kept == null ? state.acknowledged.get(cell) : kept.theirs();
        if (known != null && (kept == null || state.concerns(cell))) {
            state.attempt(cell, known);
        }
    }

    private void foreign(SliceRow row, Cell cell, Stands actual, List<ForeignTable.Met> met) {
        if (adoptDeletes) {
            row.state().attempt(cell, actual.value());
        } else {
            met.add(new ForeignTable.Met(row.run, row.key, cell, actual, false));
        }
    }
}
