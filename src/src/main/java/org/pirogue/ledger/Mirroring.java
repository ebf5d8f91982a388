package org.pirogue.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a transaction of one flow tells the flow of the other direction: on this value both ends agree now. There it is
 * what its source shows and what its target holds, so that nothing is sent back, and whatever one side changes next is
 * known to be a change. One pair changes in one transaction at a time: take {@link #lock} before any row.
 */
final class Mirroring {
    private final @Nullable Mirror mirror;
    private final SliceTable slices;
    private final Map<SliceKey, SortedMap<Cell, String>> agreed = new TreeMap<>();
    private final List<Long> gone = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();
    private long run;

    /** @param mirror null for a flow that goes one way */
    Mirroring(@Nullable Mirror mirror, SliceTable slices) {
        this.mirror = mirror;
        this.slices = slices;
    }

    static void lock(JdbcTemplate jdbc, String flow, @Nullable Mirror mirror) {
        if (mirror != null) {
            boolean first = flow.compareTo(mirror.flow()) < 0;
            jdbc.query(
                    "select pg_advisory_xact_lock(hashtextextended('ledger.pair:' || ? || '|' || ?, 0))",
                    row -> {},
                    first ? flow : mirror.flow(),
                    first ? mirror.flow() : flow);
        }
    }

    boolean covers(SliceKey key, Cell cell) {
        return mirror != null && mirror.of(key, cell).isPresent();
    }

    /** @param value empty where nothing stands at either end */
    void agree(SliceRow row, Cell cell, String value) {
        if (mirror != null) {
            mirror.of(row.key, cell).ifPresent(place -> {
                run = row.run;
                agreed.computeIfAbsent(place.key(), none -> new TreeMap<>()).put(place.cell(), value);
            });
        }
    }

    void write(Moves moves, ConflictTable conflicts, RejectTable rejects) {
        if (mirror == null || agreed.isEmpty()) {
            return;
        }
        TreeMap<SliceKey, SliceRow> rows = slices.lock(mirror.flow(), agreed.keySet());
        List<SliceRow> fresh = new ArrayList<>();
        agreed.forEach((key, cells) -> {
            SliceRow row = rows.get(key);
            if (row != null) {
                tell(row, cells, moves);
            } else if (cells.values().stream().anyMatch(value -> !value.isEmpty())) {
                fresh.add(unknown(key, cells, moves));
            }
        });
        conflicts.gone(gone);
        rejects.resolve(resolved);
        slices.insert(mirror.flow(), fresh);
        slices.update(
                mirror.flow(), rows.values().stream().filter(SliceRow::parsed).toList());
    }

    private SliceRow unknown(SliceKey key, SortedMap<Cell, String> cells, Moves moves) {
        SliceRow row = SliceRow.unknown(key);
        row.run = run;
        row.version = 1;
        row.desiredNow = Packed.NOTHING;
        tell(row, cells, moves);
        return row;
    }

    private void tell(SliceRow row, SortedMap<Cell, String> cells, Moves moves) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        SortedMap<Cell, String> desired = new TreeMap<>(state.desired);
        cells.forEach((cell, value) -> {
            if (value.isEmpty()) {
                desired.remove(cell);
                state.acknowledged.remove(cell);
            } else {
                desired.put(cell, value);
                state.acknowledged.put(cell, value);
            }
            forget(state, cell);
        });
        state.desired = desired;
        String packed = Packed.values(desired);
        row.desiredNow = packed.equals(row.desiredBefore) && row.stored ? null : packed;
        row.mirrored = true;
        moves.count(row, before, Set.of());
    }

    private void forget(SliceState state, Cell cell) {
        // What the other direction brought was typed at the other end.
        state.edited.remove(cell);
        Dispute dispute = state.disputes.remove(cell);
        if (dispute != null && dispute.open()) {
            gone.add(dispute.conflict());
        }
        Refusal refusal = state.refused.remove(cell);
        if (refusal != null) {
            resolved.add(refusal.reject());
        }
    }
}
