package org.pirogue.ledger.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/** One settling transaction while it is computed: what the target answered, value by value. */
final class Settling {
    private final RejectTable rejects;
    private final ConflictTable conflicts;
    private final Mirroring mirroring;
    private final Moves moves = new Moves();
    private final Deque<Long> numbers = new ArrayDeque<>();
    private final List<RejectTable.Refused> refused = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    Settling(RejectTable rejects, ConflictTable conflicts, Mirroring mirroring) {
        this.rejects = rejects;
        this.conflicts = conflicts;
        this.mirroring = mirroring;
    }

    /** Draws the numbers of the rejects that may come. */
    void expect(Collection<Receipt> receipts) {
        long refusals = receipts.stream()
                .flatMap(receipt -> receipt.outcomes().values().stream())
                .filter(Outcome.Refused.class::isInstance)
                .count();
        numbers.addAll(rejects.numbers((int) refusals));
    }

    void settle(SliceRow row, Receipt receipt) {
        Map<Cell, Standing> before = row.state().standings();
        Set<Cell> effected = new HashSet<>();
        receipt.outcomes().forEach((cell, outcome) -> {
            String posted = receipt.difference().posted(cell);
            if (outcome instanceof Outcome.Refused refusal) {
                refuse(row, cell, posted, refusal);
            } else if (outcome instanceof Outcome.Held) {
                // It certainly did not arrive, and is wanted as before.
                row.state().withdraw(cell, posted);
            } else {
                accept(row, cell, posted);
                effected.add(cell);
            }
        });
        // Of values that are wanted no more nobody is asked: what waited for them need not.
        row.state().freeCompletion().ifPresent(resolved::add);
        nothingLeftToLookFor(row.state());
        moves.count(row, before, effected);
    }

    /** The slice is not read before it is sent; where anything of it is to be sent, nothing of it stays refused. */
    void goesWhole(SliceRow row) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        state.unseen = false;
        if (state.standings().values().stream().anyMatch(Standing::inFlight)) {
            state.refused.values().forEach(refusal -> resolved.add(refusal.reject()));
            state.refused.clear();
        }
        moves.count(row, before, Set.of());
    }

    /** Cells that were in doubt before stay so. */
    void withdraw(SliceRow row, Claim.Difference difference) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        for (Cell cell : PlannedSlice.cells(difference.put(), difference.delete())) {
            if (!difference.doubtful().contains(cell)) {
                state.withdraw(cell, difference.posted(cell));
            }
        }
        nothingLeftToLookFor(state);
        moves.count(row, before, Set.of());
    }

    /** A newer version waited to be compared: where it has nothing to write any more, it need not be. */
    private static void nothingLeftToLookFor(SliceState state) {
        if (state.unseen) {
            state.lookFirst();
        }
    }

    private void accept(SliceRow row, Cell cell, String posted) {
        SliceState state = row.state();
        mirroring.agree(row, cell, posted);
        state.acknowledge(cell, posted);
        resolve(state.refused.remove(cell));
        Dispute dispute = state.disputes.remove(cell);
        if (dispute != null && dispute.open()) {
            gone.add(dispute.conflict());
        }
    }

    /** A refusal of what is no longer wanted says only that it did not arrive. */
    private void refuse(SliceRow row, Cell cell, String posted, Outcome.Refused refusal) {
        SliceState state = row.state();
        state.withdraw(cell, posted);
        if (posted.equals(state.goal(cell)) && state.concerns(cell)) {
            long number = numbers.remove();
            resolve(state.refused.put(cell, new Refusal(posted, refusal.code(), number)));
            Finding finding = new Finding(refusal.code(), row.key, cell, posted, "", refusal.text());
            refused.add(new RejectTable.Refused(number, row.run, finding));
        }
    }

    private void resolve(@Nullable Refusal refusal) {
        if (refusal != null) {
            resolved.add(refusal.reject());
        }
    }

    void write(String flow, JdbcTemplate jdbc) {
        rejects.addTarget(flow, refused);
        rejects.resolve(resolved);
        conflicts.gone(gone);
        mirroring.write(moves, conflicts, rejects);
        moves.write(jdbc);
    }
}
