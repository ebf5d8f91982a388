package org.pirogue.ledger.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a transaction of one flow tells the flow of the other direction: on this value both ends agree now. There it is
 * what its source shows and what its target holds, so that nothing is sent back, and whatever one side changes next is
 * known to be a change. One pair changes in one transaction at a time: take {@link #lock} before any row.
 */
public final class Mirroring {
    private final @Nullable Mirror mirror;
    private final SliceTable slices;
    private final Map<SliceKey, SortedMap<Cell, String>> agreed = new TreeMap<>();
    private final Map<SliceKey, SortedMap<Cell, Asked>> asked = new TreeMap<>();
    private final List<ConflictTable.Raised> raised = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();
    private long run;

    /** Both sides of a cell as this flow asks about them. */
    private record Asked(String ours, @Nullable Edit edited, Stands theirs) {}

    /** @param mirror null for a flow that goes one way */
    Mirroring(@Nullable Mirror mirror, SliceTable slices) {
        this.mirror = mirror;
        this.slices = slices;
    }

    public static void lock(JdbcTemplate jdbc, String flow, @Nullable Mirror mirror) {
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

    /** A person is asked about the cell: what the other direction asked before about an older value is gone. */
    void ask(SliceRow row, Cell cell, String ours, @Nullable Edit edited, Stands theirs) {
        if (mirror != null) {
            mirror.of(row.key, cell).ifPresent(place -> asked.computeIfAbsent(place.key(), none -> new TreeMap<>())
                    .put(place.cell(), new Asked(ours, edited, theirs)));
        }
    }

    void write(Moves moves, ConflictTable conflicts, RejectTable rejects) {
        if (mirror == null || (agreed.isEmpty() && asked.isEmpty())) {
            return;
        }
        Set<SliceKey> keys = new TreeSet<>(agreed.keySet());
        keys.addAll(asked.keySet());
        TreeMap<SliceKey, SliceRow> rows = slices.lock(mirror.flow(), keys);
        List<SliceRow> fresh = new ArrayList<>();
        agreed.forEach((key, cells) -> {
            SliceRow row = rows.get(key);
            if (row != null) {
                tell(row, cells, moves);
            } else if (cells.values().stream().anyMatch(value -> !value.isEmpty())) {
                fresh.add(unknown(key, cells, moves));
            }
        });
        asked.forEach((key, cells) -> {
            SliceRow row = rows.get(key);
            if (row != null) {
                cells.forEach((cell, now) -> askAnew(row, cell, now, conflicts));
            }
        });
        conflicts.gone(gone);
        conflicts.add(mirror.flow(), raised);
        rejects.resolve(resolved);
        slices.insert(mirror.flow(), fresh);
        slices.update(
                mirror.flow(), rows.values().stream().filter(SliceRow::parsed).toList());
    }

    /** The same value of this end is asked about there, against one that the other end has typed over since. */
    private void askAnew(SliceRow row, Cell cell, Asked now, ConflictTable conflicts) {
        SliceState state = row.state();
        Dispute before = state.disputes.get(cell);
        boolean older = before != null
                && before.open()
                && Found.same(before.ours(), now.theirs().value())
                && !Found.same(before.theirs(), now.ours());
        if (!older) {
            return;
        }
        long number = conflicts.number();
        Edit edited = now.edited();
        String at = now.theirs().lastUpdated();
        raised.add(new ConflictTable.Raised(
                number,
                row.run,
                row.key,
                cell,
                state.acknowledged.getOrDefault(cell, SliceState.DELETION),
                before.ours(),
                at == null ? null : new Edit(at, now.theirs().storedBy()),
                new Stands(now.ours(), edited == null ? null : edited.by(), edited == null ? null : edited.at()),
                null));
        gone.add(before.conflict());
        state.disputes.put(cell, new Dispute(Dispute.Kind.OPEN, before.ours(), now.ours(), number));
    }

    /** What a decision in the other direction makes this end's value, which its own next run would read. */
    public static void desire(SliceRow row, Cell cell, String value) {
        SliceState state = row.state();
        SortedMap<Cell, String> desired = new TreeMap<>(state.desired);
        if (value.isEmpty()) {
            desired.remove(cell);
        } else {
            desired.put(cell, value);
        }
        desire(row, desired);
    }

    private static void desire(SliceRow row, SortedMap<Cell, String> desired) {
        row.state().desired = desired;
        String packed = Packed.values(desired);
        row.desiredNow = packed.equals(row.desiredBefore) && row.stored ? null : packed;
        row.mirrored = true;
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
        desire(row, desired);
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
