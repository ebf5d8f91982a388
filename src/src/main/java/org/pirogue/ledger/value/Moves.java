package org.pirogue.ledger.value;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How cells change their standing during a transaction. Each moves its count in the run that owns it now, so the balance
 * holds whatever happened between the claim and the answer.
 */
public final class Moves {
    private final Counts counts = new Counts();

    /**
     * @param before the standings before the row's state was changed
     * @param effected cells that this flow has written or deleted
     */
    public void count(SliceRow row, Map<Cell, Standing> before, Set<Cell> effected) {
        Map<Cell, Standing> after = row.state().standings();
        before.forEach((cell, was) -> {
            Standing is = after.get(cell);
            if (was != is) {
                move(row.run, was, is, effected.contains(cell));
            }
        });
        after.forEach((cell, is) -> {
            if (!before.containsKey(cell)) {
                enter(row.run, is);
            }
        });
        row.recount(after);
        if (row.pending()) {
            counts.reopen(row.run);
        }
    }

    /** A cell that a decision or the other direction sets in motion. */
    private void enter(long run, Standing is) {
        switch (is) {
            case PUT -> {
                counts.add(run, Count.DESIRED, 1);
                counts.add(run, Count.IN_FLIGHT, 1);
            }
            case DELETE -> {
                counts.add(run, Count.RETRACTED, 1);
                counts.add(run, Count.RETRACT_IN_FLIGHT, 1);
            }
            case GOOD -> {}
            case REJECTED, CONFLICT, DELETE_REJECTED, DELETE_CONFLICT ->
                throw new IllegalStateException("a cell that was not in flight was moved to " + is);
        }
    }

    public void move(long run, Standing was, @Nullable Standing is, boolean effected) {
        switch (was) {
            case GOOD -> {
                // What stood well stays counted: its run did bring it.
                if (is != null) {
                    enter(run, is);
                }
            }
            case PUT, REJECTED, CONFLICT -> moveDesired(run, was, is, effected);
            case DELETE, DELETE_REJECTED, DELETE_CONFLICT -> moveRetracted(run, was, is, effected);
        }
    }

    private void moveDesired(long run, Standing was, @Nullable Standing is, boolean effected) {
        Count from = count(was);
        if (is == Standing.GOOD) {
            counts.move(run, from, effected ? Count.WRITTEN : Count.UNCHANGED, 1);
        } else if (is == Standing.PUT || is == Standing.REJECTED || is == Standing.CONFLICT) {
            counts.move(run, from, count(is), 1);
        } else {
            // Not desired any more, by what the other direction brought.
            counts.move(run, from, Count.SUPERSEDED, 1);
            if (is != null) {
                enter(run, is);
            }
        }
    }

    private void moveRetracted(long run, Standing was, @Nullable Standing is, boolean effected) {
        Count from = count(was);
        if (is == Standing.DELETE || is == Standing.DELETE_REJECTED || is == Standing.DELETE_CONFLICT) {
            counts.move(run, from, count(is), 1);
        } else if (is == null && effected) {
            counts.move(run, from, Count.DELETED, 1);
        } else if (is == null) {
            // It never arrived, or is not ours: there was nothing to retract.
            counts.add(run, from, -1);
            counts.add(run, Count.RETRACTED, -1);
        } else {
            counts.move(run, from, Count.RETRACT_SUPERSEDED, 1);
            enter(run, is);
        }
    }

    private static Count count(Standing standing) {
        return switch (standing) {
            case PUT -> Count.IN_FLIGHT;
            case REJECTED -> Count.REJECTED;
            case CONFLICT -> Count.CONFLICT;
            case DELETE -> Count.RETRACT_IN_FLIGHT;
            case DELETE_REJECTED -> Count.RETRACT_REJECTED;
            case DELETE_CONFLICT -> Count.RETRACT_CONFLICT;
            case GOOD -> throw new IllegalArgumentException("a good cell is written or unchanged: " + standing);
        };
    }

    /** A run that had ended has something in flight again. */
    public void reopen(long run) {
        counts.reopen(run);
    }

    public void write(JdbcTemplate jdbc) {
        counts.write(jdbc);
    }
}
