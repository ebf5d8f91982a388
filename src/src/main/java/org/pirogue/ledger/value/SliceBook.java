package org.pirogue.ledger.value;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.reject.Corrected;
import org.pirogue.ledger.reject.CorrectionTable;
import org.pirogue.ledger.reject.HeldBack;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.ChunkTable;
import org.pirogue.ledger.run.FlowLock;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.RunBook;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What should stand at the targets. A closed chunk is handed over in one transaction: the desired slices with their
 * versions, what is pending, what became of the chunk's records, its findings, and that the chunk is done.
 */
public final class SliceBook {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SliceTable slices;
    private final RejectTable rejects;
    private final RunBook runs;
    private final Plans plans;
    private final ChunkTable chunks;
    private final CorrectionTable corrections;

    public SliceBook(JdbcTemplate jdbc, TransactionTemplate transaction, RunBook runs) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.slices = new SliceTable(jdbc);
        this.rejects = new RejectTable(jdbc);
        this.runs = runs;
        this.plans = new Plans(jdbc);
        this.chunks = new ChunkTable(jdbc);
        this.corrections = new CorrectionTable(jdbc);
    }

    /**
     * Takes a closed chunk. Slices of its scope that the batch does not name should be empty. Mode {@code PLAN} keeps
     * the difference as plan and changes no slice, {@code COMPARE} only counts records.
     *
     * @param dataSet code of the target's data set
     * @param claim the cells that this flow may write and delete; what it wrote once and no longer claims stays
     * @return the slices whose content changed and that have something to deliver, to be sent to the queue; none for a
     *     chunk that was handed over before. What is lost on the way to the queue comes from {@link Outbox} again.
     * @throws IllegalArgumentException when the batch is not of its planned chunk, names a slice twice or outside its
     *     scope, or a value outside the claim
     */
    public List<VersionedSlice> handOver(SliceBatch batch, String dataSet, Predicate<Cell> claim) {
        return handOver(batch, dataSet, claim, null);
    }

    /**
     * The same for a full run.
     *
     * @param shown the chunk as it stands at the target: what differs from what is known is delivered,
     *     too; null where the ledger is believed
     */
    public List<VersionedSlice> handOver(
            SliceBatch batch, String dataSet, Predicate<Cell> claim, @Nullable Shown shown) {
        SortedMap<SliceKey, SortedMap<Cell, String>> desired = desired(batch, dataSet, claim);
        return Objects.requireNonNull(transaction.execute(status -> {
            Envelope envelope = batch.envelope();
            FlowLock.take(jdbc, envelope.flow());
            if (!finishChunk(batch)) {
                return List.of();
            }
            runs.addTally(envelope.run(), batch.tally());
            rejects.resolveSource(envelope.run(), envelope.flow(), batch.scope());
            Corrected corrected = corrections.of(batch, dataSet, desired);
            rejects.addSource(envelope.run(), envelope.flow(), batch.findings(), corrected::settles);
            rejects.resolveDismissed(envelope.run(), envelope.flow(), batch.scope());
            return switch (envelope.mode()) {
                case SYNC -> store(batch, dataSet, desired, claim, corrected, drift(envelope.run(), shown));
                case PLAN -> plan(batch, dataSet, desired, claim, corrected);
                case COMPARE -> List.of();
            };
        }));
    }

    /** What the batch wants to stand, with the values that persons have set in place of the source's. */
    public SortedMap<SliceKey, SortedMap<Cell, String>> corrected(SliceBatch batch, String dataSet) {
        SortedMap<SliceKey, SortedMap<Cell, String>> read = new TreeMap<>();
        batch.slices().forEach(slice -> read.put(slice.key().inDataSet(dataSet), slice.values()));
        Corrected corrected = corrections.of(batch, dataSet, read);
        SortedMap<SliceKey, SortedMap<Cell, String>> wanted = new TreeMap<>(read);
        corrected
                .keys()
                .forEach(key ->
                        wanted.put(key, corrected.in(key, read.getOrDefault(key, new TreeMap<>()), cell -> true)));
        return wanted;
    }

    /** The slices of this scope as the ledger holds them. */
    public List<KnownSlice> known(String flow, String dataSet, Scope scope) {
        return slices.read(flow, dataSet, scope).values().stream()
                .map(KnownSlice::of)
                .toList();
    }

    /** Every period and unit of which this flow has a slice: what a full run looks at beside what the source holds. */
    public TreeSet<Window> windows(String flow) {
        return new TreeSet<>(jdbc.query(
                "select distinct period, org_unit from ledger.slice where flow = ?",
                (row, i) -> new Window(row.getString(1), row.getString(2)),
                flow));
    }

    /** The reports of a period that should stand at the target as complete, without a data set, and since which day. */
    public Map<SliceKey, String> complete(String flow, String period) {
        Map<SliceKey, String> days = new HashMap<>();
        jdbc.query(
                """
                select org_unit, attribute_options, substring(desired from ?) from ledger.slice
                where flow = ? and period = ? and strpos(desired, ?) > 0""",
                row -> {
                    days.put(new SliceKey("", row.getString(1), period, row.getString(2)), row.getString(3));
                },
                "\"" + Cell.COMPLETE.dataElement() + "\":\\{\"\":\"([^\"]*)\"",
                flow,
                period,
                "\"" + Cell.COMPLETE.dataElement() + "\"");
        return days;
    }

    private static SortedMap<SliceKey, SortedMap<Cell, String>> desired(
            SliceBatch batch, String dataSet, Predicate<Cell> claim) {
        SortedMap<SliceKey, SortedMap<Cell, String>> desired = new TreeMap<>();
        for (Slice slice : batch.slices()) {
            SliceKey key = slice.key().inDataSet(dataSet);
            if (!batch.scope().holds(key.orgUnit(), key.period())) {
                throw new IllegalArgumentException("slice " + key + " is outside the scope of its chunk");
            }
            if (desired.put(key, values(slice, claim)) != null) {
                throw new IllegalArgumentException("slice " + key + " is named twice in its chunk");
            }
        }
        return desired;
    }

    /** An empty value says that nothing stands in the cell. */
    private static SortedMap<Cell, String> values(Slice slice, Predicate<Cell> claim) {
        SortedMap<Cell, String> values = new TreeMap<>();
        slice.values().forEach((cell, value) -> {
            if (!claim.test(cell)) {
                throw new IllegalArgumentException("cell " + cell + " is not claimed by this flow");
            }
            if (!value.isEmpty()) {
                values.put(cell, value);
            }
        });
        return values;
    }

    /** @return false where this chunk was handed over before */
    private boolean finishChunk(SliceBatch batch) {
        long run = batch.envelope().run();
        if (!chunks.finish(run, batch.envelope().chunk(), batch.scope())) {
            return false;
        }
        forgetTouched(batch);
        jdbc.update("update ledger.run set chunks_done = chunks_done + 1 where run = ?", run);
        return true;
    }

    /** A plan computes the windows again, but only a hand-over has dealt with them. */
    private void forgetTouched(SliceBatch batch) {
        if (batch.envelope().mode() == Envelope.Mode.SYNC) {
            jdbc.update(connection -> {
                PreparedStatement statement = connection.prepareStatement(
                        "delete from ledger.touched where flow = ? and period = ? and org_unit = any(?)");
                statement.setString(1, batch.envelope().flow());
                statement.setString(2, batch.scope().period());
                statement.setArray(
                        3,
                        connection.createArrayOf(
                                "text", batch.scope().orgUnits().toArray()));
                return statement;
            });
        }
    }

    private @Nullable TargetLook drift(long run, @Nullable Shown shown) {
        return shown == null ? null : new TargetLook(shown, runs.adoptsDeletes(run));
    }

    private List<VersionedSlice> store(
            SliceBatch batch,
            String dataSet,
            SortedMap<SliceKey, SortedMap<Cell, String>> desired,
            Predicate<Cell> claim,
            Corrected corrected,
            @Nullable TargetLook drift) {
        String flow = batch.envelope().flow();
        TreeMap<SliceKey, SliceRow> rows = slices.lock(flow, dataSet, batch.scope());
        desired.forEach((key, values) -> {
            if (!values.isEmpty()) {
                rows.computeIfAbsent(key, SliceRow::unknown);
            }
        });
        corrected.keys().forEach(key -> rows.computeIfAbsent(key, SliceRow::unknown));
        if (drift != null) {
            drift.shown().slices().keySet().forEach(key -> rows.computeIfAbsent(key, SliceRow::unknown));
        }
        HandOver handOver = new HandOver(
                batch.envelope().run(),
                claim,
                runs.holding().ofRules(batch.envelope().run()),
                drift);
        HeldBack heldBack = HeldBack.of(batch, dataSet);
        Instant started = runs.startedAt(batch.envelope().run());
        Map<SliceKey, Map<Cell, Edit>> edits = edits(batch, dataSet);
        rows.forEach((key, row) -> {
            if (row.mirroredSince(started)) {
                // Read before both ends agreed on something else: the next run reads it again.
                handOver.take(row, Packed.values(row.desiredBefore), null);
                return;
            }
            SortedMap<Cell, String> read = desired.getOrDefault(key, new TreeMap<>());
            SortedMap<Cell, String> wanted =
                    corrected.in(key, heldBack.kept(key, row.desiredBefore, read, claim), claim);
            handOver.take(row, wanted, typed(edits.getOrDefault(key, Map.of()), read, wanted));
        });
        handOver.write(flow, jdbc, slices, rejects);
        runs.holding().withheld(batch.envelope().run(), handOver.withheldWrites(), handOver.takesOver());
        corrections.lapse(batch.envelope().run(), flow, corrected.lapsed(), rejects);
        return handOver.changed();
    }

    private static Map<SliceKey, Map<Cell, Edit>> edits(SliceBatch batch, String dataSet) {
        Map<SliceKey, Map<Cell, Edit>> edits = new HashMap<>();
        batch.slices().forEach(slice -> edits.put(slice.key().inDataSet(dataSet), slice.edits()));
        return edits;
    }

    /** Only of what the source says: what a person corrected here was not typed then. */
    private static Map<Cell, Edit> typed(
            Map<Cell, Edit> edits, SortedMap<Cell, String> read, SortedMap<Cell, String> wanted) {
        Map<Cell, Edit> typed = new TreeMap<>(edits);
        typed.keySet().removeIf(cell -> !Objects.equals(read.get(cell), wanted.get(cell)));
        return typed;
    }

    private List<VersionedSlice> plan(
            SliceBatch batch,
            String dataSet,
            SortedMap<SliceKey, SortedMap<Cell, String>> desired,
            Predicate<Cell> claim,
            Corrected corrected) {
        TreeMap<SliceKey, SliceRow> rows = slices.read(batch.envelope().flow(), dataSet, batch.scope());
        desired.keySet().forEach(key -> rows.computeIfAbsent(key, SliceRow::unknown));
        corrected.keys().forEach(key -> rows.computeIfAbsent(key, SliceRow::unknown));
        HeldBack heldBack = HeldBack.of(batch, dataSet);
        List<PlannedSlice> planned = new ArrayList<>();
        for (Map.Entry<SliceKey, SliceRow> entry : rows.entrySet()) {
            SliceState state = entry.getValue().state();
            state.desired = new TreeMap<>(corrected.in(
                    entry.getKey(),
                    heldBack.kept(
                            entry.getKey(),
                            entry.getValue().desiredBefore,
                            desired.getOrDefault(entry.getKey(), new TreeMap<>()),
                            claim),
                    claim));
            state.claim(claim);
            state.forgetStaleDisputes();
            state.unseen = false;
            PlannedSlice difference = SlicePlans.difference(entry.getKey(), state);
            if (!difference.isEmpty()) {
                planned.add(difference);
            }
        }
        plans.add(batch.envelope().run(), planned);
        return List.of();
    }
}
