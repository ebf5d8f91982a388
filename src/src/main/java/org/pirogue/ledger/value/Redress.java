package org.pirogue.ledger.value;

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
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One transaction in which a person's decision sets cells in motion again while it is computed. The run that owns a
 * slice owns what moves, even where it has ended: it delivers again until that is settled.
 */
public final class Redress {
    private static final int VALUES = 1_000;

    private final Counts counts = new Counts();
    private final Map<SliceKey, SliceRow> moved = new TreeMap<>();
    private final List<Long> gone = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();

    /** A standing reject is cleared. @return false where it does not stand any more */
    public boolean replay(SliceRow row, long reject) {
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
        state.freeCompletion().ifPresent(resolved::add);
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
    public List<Long> correct(SliceRow row, Cell cell, String value) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        SortedMap<Cell, String> desired = new TreeMap<>(state.desired);
        desired.put(cell, value);
        state.desired = desired;
        List<Long> stale = state.forgetStaleRefusals();
        stale.addAll(state.forgetRefusalsOfTheWhole());
        gone.addAll(state.forgetStaleDisputes());
        state.freeCompletion().ifPresent(resolved::add);
        row.version++;
        row.desiredNow = Packed.values(desired);
        count(row, before);
        return stale;
    }

    private void count(SliceRow row, Map<Cell, Standing> before) {
        Map<Cell, Standing> after = row.state().standings();
        after.forEach((cell, is) -> {
            Standing was = before.get(cell);
            if (was != is) {
                leave(row.run, was);
                enter(row.run, is);
            }
        });
        row.recount(after);
        row.endHold();
        row.queued = row.pending();
        if (row.pending()) {
            counts.reopen(row.run);
        }
        moved.put(row.key, row);
    }

    /** What stood well stays counted: its run did bring it. */
    private void leave(long run, @Nullable Standing was) {
        if (was != null && was != Standing.GOOD) {
            counts.add(run, total(was), -1);
            counts.add(run, column(was), -1);
        }
    }

    private void enter(long run, Standing is) {
        counts.add(run, total(is), 1);
        counts.add(run, column(is), 1);
    }

    private static Count total(Standing standing) {
        return switch (standing) {
            case GOOD, REJECTED, CONFLICT, PUT -> Count.DESIRED;
            case DELETE, DELETE_REJECTED, DELETE_CONFLICT -> Count.RETRACTED;
        };
    }

    private static Count column(Standing standing) {
        return switch (standing) {
            case GOOD -> Count.UNCHANGED;
            case REJECTED -> Count.REJECTED;
            case CONFLICT -> Count.CONFLICT;
            case PUT -> Count.IN_FLIGHT;
            case DELETE -> Count.RETRACT_IN_FLIGHT;
            case DELETE_REJECTED -> Count.RETRACT_REJECTED;
            case DELETE_CONFLICT -> Count.RETRACT_CONFLICT;
        };
    }

    /** @return messages that carry what was set in motion */
    public List<SliceMessage> write(String flow, String workspace, JdbcTemplate jdbc, SliceTable slices) {
        List<SliceRow> rows = List.copyOf(moved.values());
        slices.insert(flow, rows.stream().filter(row -> !row.stored).toList());
        slices.update(flow, rows.stream().filter(row -> row.stored).toList());
        new ConflictTable(jdbc).gone(gone);
        new RejectTable(jdbc).resolve(resolved);
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
