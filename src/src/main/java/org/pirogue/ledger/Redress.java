package org.pirogue.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.Counts.Count;
import org.pirogue.ledger.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One transaction in which a person's decision sets cells in motion again while it is computed. The run that owns a
 * slice owns what moves, even where it has ended: it delivers again until that is settled.
 */
final class Redress {
    private static final int VALUES = 1_000;

    private final Counts counts = new Counts();
    private final Map<SliceKey, SliceRow> moved = new TreeMap<>();

    /** A standing reject is cleared. @return false where it does not stand any more */
    boolean replay(SliceRow row, long reject) {
        SliceState state = row.state();
        Optional<Cell> cell = state.refused.entrySet().stream()
                .filter(entry -> entry.getValue().reject() == reject)
                .map(Map.Entry::getKey)
                .findFirst();
        if (cell.isEmpty()) {
            return false;
        }
        Map<Cell, Standing> before = state.standings();
        state.refused.remove(cell.get());
        count(row, before);
        return true;
    }

    /** Cells that are gone at the target are put again, where they are still wanted. @return how many */
    int again(SliceRow row, List<Cell> cells) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        int gone = 0;
        for (Cell cell : cells) {
            if (before.get(cell) == Standing.GOOD && state.acknowledged.remove(cell) != null) {
                gone++;
            }
        }
        count(row, before);
        return gone;
    }

    /** Another value is wanted of a cell. @return the rejects that have no object any more */
    List<Long> correct(SliceRow row, Cell cell, String value) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        SortedMap<Cell, String> desired = new TreeMap<>(state.desired);
        desired.put(cell, value);
        state.desired = desired;
        List<Long> resolved = state.forgetStaleRefusals();
        row.version++;
        row.desiredNow = Packed.values(desired);
        count(row, before);
        return resolved;
    }

    private void count(SliceRow row, Map<Cell, Standing> before) {
        Map<Cell, Standing> after = row.state().standings();
        after.forEach((cell, is) -> {
            Standing was = before.get(cell);
            if (was != is) {
                leave(row.run, was);
                enter(row.run, was, is);
            }
        });
        row.recount(after);
        row.queued = row.pending();
        if (row.pending()) {
            counts.reopen(row.run);
        }
        moved.put(row.key, row);
    }

    /** What stood well stays counted: its run did bring it. */
    private void leave(long run, @Nullable Standing was) {
        if (was == Standing.REJECTED) {
            counts.add(run, Count.REJECTED, -1);
            counts.add(run, Count.DESIRED, -1);
        } else if (was == Standing.PUT) {
            counts.add(run, Count.IN_FLIGHT, -1);
            counts.add(run, Count.DESIRED, -1);
        } else if (was == Standing.CONFLICT) {
            counts.add(run, Count.CONFLICT, -1);
            counts.add(run, Count.DESIRED, -1);
        } else if (was == Standing.DELETE_CONFLICT) {
            counts.add(run, Count.RETRACT_CONFLICT, -1);
            counts.add(run, Count.RETRACTED, -1);
        } else if (was == Standing.DELETE_REJECTED) {
            counts.add(run, Count.RETRACT_REJECTED, -1);
            counts.add(run, Count.RETRACTED, -1);
        } else if (was == Standing.DELETE) {
            counts.add(run, Count.RETRACT_IN_FLIGHT, -1);
            counts.add(run, Count.RETRACTED, -1);
        }
    }

    private void enter(long run, @Nullable Standing was, Standing is) {
        switch (is) {
            case PUT -> {
                counts.add(run, Count.DESIRED, 1);
                counts.add(run, Count.IN_FLIGHT, 1);
            }
            case GOOD -> {
                counts.add(run, Count.DESIRED, 1);
                counts.add(run, Count.UNCHANGED, 1);
            }
            case DELETE -> {
                counts.add(run, Count.RETRACTED, 1);
                counts.add(run, Count.RETRACT_IN_FLIGHT, 1);
            }
            case CONFLICT -> {
                counts.add(run, Count.DESIRED, 1);
                counts.add(run, Count.CONFLICT, 1);
            }
            case REJECTED, DELETE_REJECTED, DELETE_CONFLICT ->
                throw new IllegalStateException("a decision refuses nothing: " + was + " to " + is);
        }
    }

    /** @return messages that carry what was set in motion */
    List<SliceMessage> write(String flow, String workspace, JdbcTemplate jdbc, SliceTable slices) {
        List<SliceRow> rows = List.copyOf(moved.values());
        slices.insert(flow, rows.stream().filter(row -> !row.stored).toList());
        slices.update(flow, rows.stream().filter(row -> row.stored).toList());
        counts.write(jdbc);
        Map<Long, Map<String, List<VersionedSlice>>> byRun = new TreeMap<>();
        rows.stream().filter(SliceRow::pending).forEach(row -> byRun.computeIfAbsent(row.run, none -> new TreeMap<>())
                .computeIfAbsent(row.key.dataSet(), none -> new ArrayList<>())
                .add(new VersionedSlice(row.key, row.version, row.state().desired)));
        List<SliceMessage> messages = new ArrayList<>();
        byRun.forEach((run, sets) -> sets.forEach((dataSet, some) -> messages.addAll(
                SliceMessage.split(new Envelope(flow, workspace, run, 0, Envelope.Mode.SYNC), dataSet, some, VALUES))));
        return messages;
    }
}
