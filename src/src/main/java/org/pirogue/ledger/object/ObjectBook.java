package org.pirogue.ledger.object;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.batch.Scope;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.ChunkTable;
import org.pirogue.ledger.run.FlowLock;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.RunBook;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What objects should stand at the targets. A closed chunk is handed over in one transaction, as slices are: the desired
 * objects with their versions, what is pending, what became of the records, the findings, and that the chunk is done.
 */
public final class ObjectBook {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Marks marks;
    private final RunBook runs;
    private final ObjectTable objects;
    private final RejectTable rejects;
    private final ChunkTable chunks;
    private final Plans plans;

    public ObjectBook(JdbcTemplate jdbc, TransactionTemplate transaction, Marks marks, PersonSeal seal, RunBook runs) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.marks = marks;
        this.runs = runs;
        this.objects = new ObjectTable(jdbc, seal);
        this.rejects = new RejectTable(jdbc);
        this.chunks = new ChunkTable(jdbc);
        this.plans = new Plans(jdbc);
    }

    /**
     * Takes a closed chunk. Mode {@code PLAN} keeps the difference as plan and changes nothing, {@code COMPARE} only counts.
     *
     * @param look whether what did not change is compared with the target all the same: somebody may have changed it there
     * @return what changed and has something to deliver, to be sent to the queue; what is lost on the way comes from
     *     {@link ObjectOutbox} again
     */
    public List<VersionedObject> handOver(ObjectBatch batch, boolean look) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Envelope envelope = batch.envelope();
            FlowLock.take(jdbc, envelope.flow());
            if (!chunks.finish(envelope.run(), envelope.chunk(), batch.scope())) {
                return List.of();
            }
            jdbc.update("update ledger.run set chunks_done = chunks_done + 1 where run = ?", envelope.run());
            runs.addTally(envelope.run(), batch.tally());
            Scope labels = new Scope("", labels(batch));
            rejects.resolveSource(envelope.run(), envelope.flow(), labels);
            rejects.addSource(envelope.run(), envelope.flow(), batch.findings(), finding -> false);
            rejects.resolveDismissed(envelope.run(), envelope.flow(), labels);
            return switch (envelope.mode()) {
                case SYNC -> store(batch, look);
                case PLAN -> plan(batch);
                case COMPARE -> List.of();
            };
        }));
    }

    private static SortedSet<String> labels(ObjectBatch batch) {
        SortedSet<String> labels = new TreeSet<>();
        batch.objects().forEach(object -> labels.add(object.label()));
        for (Finding finding : batch.findings()) {
            if (finding.key() != null) {
                labels.add(finding.key().orgUnit());
            }
        }
        return labels;
    }

    private List<VersionedObject> store(ObjectBatch batch, boolean look) {
        String flow = batch.envelope().flow();
        ObjectKind kind = ObjectKind.of(batch.kind());
        SortedMap<String, ObjectRow> rows = objects.lock(flow, kind, keys(batch));
        ObjectHandOver handOver = new ObjectHandOver(batch.envelope().run(), marks, look);
        for (ObjectRecord object : inOrder(batch)) {
            ObjectRow row = rows.get(object.key());
            if (row != null) {
                handOver.take(row, object);
            } else if (object.fields() != null) {
                handOver.take(ObjectRow.unknown(kind, object.key(), object.label()), object);
            }
        }
        objects.lockBlockedBy(flow, kind, handOver.wanted()).forEach((key, row) -> {
            if (!rows.containsKey(key)) {
                handOver.takeAgain(row);
            }
        });
        handOver.write(flow, jdbc, objects, rejects);
        runs.holding().withheldObjects(batch.envelope().run(), handOver.takesOver());
        return handOver.toSend();
    }

    private static List<ObjectRecord> inOrder(ObjectBatch batch) {
        return batch.objects().stream()
                .sorted(Comparator.comparingInt(ObjectRecord::level).thenComparing(ObjectRecord::key))
                .toList();
    }

    private static List<String> keys(ObjectBatch batch) {
        return batch.objects().stream().map(ObjectRecord::key).toList();
    }

    private List<VersionedObject> plan(ObjectBatch batch) {
        ObjectKind kind = ObjectKind.of(batch.kind());
        SortedMap<String, ObjectRow> rows = objects.read(batch.envelope().flow(), kind, keys(batch));
        List<PlannedSlice> planned = new ArrayList<>();
        int taken = 0;
        for (ObjectRecord object : batch.objects()) {
            ObjectRow row = rows.getOrDefault(object.key(), ObjectRow.unknown(kind, object.key(), object.label()));
            row.label = object.label();
            row.state.desired = object.fields() == null ? null : marks.of(kind, row.key, object.fields());
            row.state.forgetStaleDisputes();
            taken += row.state.takenAway(kind).isEmpty() ? 0 : 1;
            PlannedSlice difference = HeldObjects.difference(row);
            if (!difference.isEmpty()) {
                planned.add(difference);
            }
        }
        plans.add(batch.envelope().run(), planned);
        runs.holding().wouldTake(batch.envelope().run(), taken);
        return List.of();
    }

    /** Objects of the flow that should stand at the target: their labels by key. */
    public SortedMap<String, String> known(String flow, ObjectKind kind) {
        SortedMap<String, String> known = new TreeMap<>();
        jdbc.query(
                "select key, label from ledger.object where flow = ? and kind = ? and wanted",
                row -> {
                    known.put(row.getString(1), row.getString(2));
                },
                flow,
                kind.label());
        return known;
    }

    /** Objects that differ from the target by a standing reject or conflict, which says why. */
    public Excused excused(String flow, ObjectKind kind) {
        Excused excused = new Excused(new TreeSet<>(), new TreeSet<>());
        jdbc.query(
                """
                select key, reject is not null from ledger.object
                where flow = ? and kind = ? and (reject is not null or disputed <> '{}')""",
                row -> {
                    (row.getBoolean(2) ? excused.rejected() : excused.disputed()).add(row.getString(1));
                },
                flow,
                kind.label());
        return excused;
    }

    /** Keys of objects. */
    public record Excused(SortedSet<String> rejected, SortedSet<String> disputed) {}
}
