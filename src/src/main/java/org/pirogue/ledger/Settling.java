package org.pirogue.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.ledger.Counts.Count;
import org.pirogue.ledger.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One settling transaction while it is computed. Each cell that leaves flight moves its count in the run that owns
 * it now, so the balance holds whatever happened between the claim and the answer.
 */
final class Settling {
    private final RejectTable rejects;
    private final Counts counts = new Counts();
    private final Deque<Long> numbers = new ArrayDeque<>();
    private final List<RejectTable.Refused> refused = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();

    Settling(RejectTable rejects) {
        this.rejects = rejects;
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
            } else {
                accept(row.state(), cell, posted);
                effected.add(cell);
            }
        });
        count(row, before, effected);
    }

    void seen(SliceRow row, Map<Cell, String> actual) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        Set<Cell> effected = new HashSet<>();
        for (Cell cell : List.copyOf(state.attempted.keySet())) {
            if (state.attempted.get(cell).contains(state.goal(cell))) {
                effected.add(cell);
            }
            state.seen(cell, actual.getOrDefault(cell, SliceState.DELETION));
        }
        count(row, before, effected);
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
        count(row, before, Set.of());
    }

    private void accept(SliceState state, Cell cell, String posted) {
        state.acknowledge(cell, posted);
        resolve(state.refused.remove(cell));
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

    private void count(SliceRow row, Map<Cell, Standing> before, Set<Cell> effected) {
        Map<Cell, Standing> after = row.state().standings();
        before.forEach((cell, was) -> {
            Standing is = after.get(cell);
            if (was != is) {
                move(row.run, was, is, effected.contains(cell));
            }
        });
        row.recount(after);
    }

    private void move(long run, Standing was, @Nullable Standing is, boolean effected) {
        if (was == Standing.PUT) {
            Count to = is == Standing.REJECTED ? Count.REJECTED : effected ? Count.WRITTEN : Count.UNCHANGED;
            counts.move(run, Count.IN_FLIGHT, to, 1);
        } else if (was == Standing.DELETE && is == Standing.DELETE_REJECTED) {
            counts.move(run, Count.RETRACT_IN_FLIGHT, Count.RETRACT_REJECTED, 1);
        } else if (was == Standing.DELETE && effected) {
            counts.move(run, Count.RETRACT_IN_FLIGHT, Count.DELETED, 1);
        } else if (was == Standing.DELETE) {
            // It never arrived, or is not ours: there was nothing to retract.
            counts.add(run, Count.RETRACT_IN_FLIGHT, -1);
            counts.add(run, Count.RETRACTED, -1);
        } else {
            throw new IllegalStateException("a cell at rest was settled: " + was + " to " + Objects.toString(is));
        }
    }

    void write(String flow, JdbcTemplate jdbc) {
        rejects.addTarget(flow, refused);
        rejects.resolve(resolved);
        counts.write(jdbc);
    }
}
