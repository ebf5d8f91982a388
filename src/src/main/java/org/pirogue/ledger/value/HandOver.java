package org.pirogue.ledger.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.ForeignTable;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.springframework.jdbc.core.JdbcTemplate;

/** One hand-over while it is computed: what its run now wants, slice by slice, and what that changes. */
final class HandOver {
    private final long run;
    private final Predicate<Cell> claim;
    private final @Nullable TargetLook drift;
    private final Counts counts = new Counts();
    private final List<SliceRow> fresh = new ArrayList<>();
    private final List<SliceRow> updated = new ArrayList<>();
    private final List<VersionedSlice> changed = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();
    private final List<Long> again = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    private final List<SliceKey> looked = new ArrayList<>();
    private final List<ForeignTable.Met> met = new ArrayList<>();
    private final boolean withholdsAll;
    private boolean takesOver;
    private int withheldWrites;

    /**
     * @param withholdsAll whether every change waits for the decision about the run, not only what loses cells
     * @param drift what a full run sees at the target; null where the ledger is believed
     */
    HandOver(long run, Predicate<Cell> claim, boolean withholdsAll, @Nullable TargetLook drift) {
        this.run = run;
        this.withholdsAll = withholdsAll;
        this.claim = claim;
        this.drift = drift;
    }

    /** @param edits when the wanted values were typed; null where they are those of before */
    void take(SliceRow row, SortedMap<Cell, String> wanted, @Nullable Map<Cell, Edit> edits) {
        String packed = Packed.values(wanted);
        boolean retyped = edits != null && !SliceState.packed(edits).equals(row.editedBefore);
        boolean different = !packed.equals(row.desiredBefore);
        counts.add(run, Count.DESIRED, wanted.size());
        boolean drifted = drift != null && !drift.none(row.key, wanted, claim);
        if (!different && row.atRest() && !drifted) {
            counts.add(run, Count.UNCHANGED, wanted.size());
            if (retyped && row.stored) {
                edits(row, edits);
                updated.add(row);
            }
            return;
        }
        SliceState state = row.state();
        edits(row, edits);
        state.desired = new TreeMap<>(wanted);
        state.claim(claim);
        resolved.addAll(state.forgetStaleRefusals());
        if (different) {
            resolved.addAll(state.forgetRefusalsOfTheWhole());
        }
        gone.addAll(state.forgetStaleDisputes());
        state.freeCompletion().ifPresent(resolved::add);
        takeOver(row);
        look(row);
        state.lookFirst();
        boolean retracted = row.inFlightRetracted > 0;
        Map<Cell, SliceState.Standing> standings = state.standings();
        row.recount(standings);
        countStandings(state, standings);
        withhold(row, different, !retracted);
        if (different || !row.stored) {
            row.version++;
            row.desiredNow = packed;
            row.endHold();
        }
        if (row.pending() && row.withheld == null && (different || drifted)) {
            row.queued = true;
            changed.add(new VersionedSlice(row.key, row.version, state.desired));
        }
        if (row.stored) {
            updated.add(row);
        } else if (row.pending() || different) {
            fresh.add(row);
        }
    }

    private static void edits(SliceRow row, @Nullable Map<Cell, Edit> edits) {
        if (edits != null) {
            row.state().edited.clear();
            row.state().edited.putAll(edits);
        }
    }

    private void look(SliceRow row) {
        if (drift != null && drift.shown().of(row.key) != null) {
            looked.add(row.key);
            gone.addAll(drift.mark(row, claim, met));
        }
    }

    /** What takes cells away waits until the share of its run is known, and what waits already goes on to wait. */
    private void withhold(SliceRow row, boolean different, boolean nothingRetractedBefore) {
        boolean waited = row.withheld != null;
        boolean retracts = row.inFlightRetracted > 0 && (waited || different || nothingRetractedBefore);
        boolean waits = row.pending() && (retracts || (withholdsAll && (different || waited)));
        takesOver |= waited && waits;
        row.withhold(!waits ? null : waited ? row.withheld : row.desiredBefore);
        withheldWrites += waits ? writes(row.state()) : 0;
    }

    /** Cells that only have to be looked at are no change. */
    private static int writes(SliceState state) {
        boolean unseen = state.unseen;
        state.unseen = false;
        long writes = state.standings().values().stream()
                .filter(SliceState.Standing.PUT::equals)
                .count();
        state.unseen = unseen;
        return (int) writes;
    }

    /** Whether slices were taken over that wait for the decision about an older run. */
    boolean takesOver() {
        return takesOver;
    }

    /** How many cells would be written with what waits. */
    int withheldWrites() {
        return withheldWrites;
    }

    /** What an older run still had in flight of this slice is superseded: it is this run's now, or gone. */
    private void takeOver(SliceRow row) {
        if (row.stored) {
            counts.move(row.run, Count.IN_FLIGHT, Count.SUPERSEDED, row.inFlightDesired);
            counts.move(row.run, Count.RETRACT_IN_FLIGHT, Count.RETRACT_SUPERSEDED, row.inFlightRetracted);
        }
        row.run = run;
    }

    private void countStandings(SliceState state, Map<Cell, SliceState.Standing> standings) {
        for (Map.Entry<Cell, SliceState.Standing> entry : standings.entrySet()) {
            switch (entry.getValue()) {
                case GOOD -> counts.add(run, Count.UNCHANGED, 1);
                case PUT -> counts.add(run, Count.IN_FLIGHT, 1);
                case REJECTED -> countReject(state, entry.getKey(), Count.REJECTED);
                case CONFLICT -> counts.add(run, Count.CONFLICT, 1);
                case DELETE_CONFLICT -> {
                    counts.add(run, Count.RETRACTED, 1);
                    counts.add(run, Count.RETRACT_CONFLICT, 1);
                }
                case DELETE -> {
                    counts.add(run, Count.RETRACTED, 1);
                    counts.add(run, Count.RETRACT_IN_FLIGHT, 1);
                }
                case DELETE_REJECTED -> {
                    counts.add(run, Count.RETRACTED, 1);
                    countReject(state, entry.getKey(), Count.RETRACT_REJECTED);
                }
            }
        }
    }

    private void countReject(SliceState state, Cell cell, Count count) {
        counts.add(run, count, 1);
        again.add(state.refused.get(cell).reject());
    }

    void write(String flow, JdbcTemplate jdbc, SliceTable slices, RejectTable rejects) {
        new ConflictTable(jdbc).gone(gone);
        if (!looked.isEmpty()) {
            new ForeignTable(jdbc).replace(flow, looked, met);
        }
        slices.insert(flow, fresh);
        slices.update(flow, updated);
        slices.withhold(flow, fresh);
        slices.withhold(flow, updated);
        rejects.resolve(resolved);
        rejects.countAgain(run, again);
        counts.write(jdbc);
    }

    List<VersionedSlice> changed() {
        return changed;
    }
}
