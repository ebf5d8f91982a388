package org.pirogue.ledger.object;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Outcome;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One flow of objects over the real ledger, with a target beside it. */
public final class ObjectExchange {
    static final Duration LEASE = Duration.ofMinutes(5);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final String flow = "objects-" + NUMBER.incrementAndGet();
    public final ObjectKind kind;
    public final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    public final RunBook runs;
    final ObjectBook book;
    public final ObjectDeliveries deliveries;
    final ObjectOutbox outbox;
    final Rejects rejects;
    final Conflicts conflicts;
    final Decisions decisions;
    public final HeldRuns held;
    final Plans plans;
    public final Map<String, SortedMap<String, String>> target = new HashMap<>();
    ObjectTerms terms = new ObjectTerms(Policy.SOURCE, Policy.SOURCE, Policy.ASK);
    private int owners;

    /** No run of it is ever held. */
    public ObjectExchange(ObjectKind kind) {
        this(kind, flow -> 100);
    }

    public ObjectExchange(ObjectKind kind, HoldLimits limits) {
        this.kind = kind;
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source()));
        Marks marks = new Marks(() -> "a key for tests only");
        runs = new RunBook(jdbc, transaction, limits);
        book = new ObjectBook(jdbc, transaction, marks, TestDatabase.SEAL, runs);
        deliveries = new ObjectDeliveries(jdbc, transaction, marks, TestDatabase.SEAL);
        outbox = new ObjectOutbox(jdbc);
        rejects = new Rejects(jdbc);
        conflicts = new Conflicts(jdbc, transaction, TestDatabase.SEAL);
        decisions = new Decisions(jdbc, transaction, TestDatabase.SEAL);
        held = new HeldRuns(jdbc, transaction, runs, TestDatabase.SEAL);
        plans = new Plans(jdbc);
    }

    /** @param fields {@code name=Kinama}; none for an object that should not stand */
    public ObjectRecord object(String key, String... fields) {
        SortedMap<String, String> all = new TreeMap<>();
        Arrays.stream(fields).map(field -> field.split("=", 2)).forEach(field -> all.put(field[0], field[1]));
        return new ObjectRecord(key, key.toUpperCase(java.util.Locale.ROOT), 1, null, all.isEmpty() ? null : all);
    }

    public Run collect(ObjectRecord... objects) {
        return collect(false, objects);
    }

    public Run collect(boolean look, ObjectRecord... objects) {
        return collect(runs.open(flow, "w", "test").orElseThrow(), look, objects);
    }

    Run planned(ObjectRecord... objects) {
        runs.request(flow, "w", Envelope.Mode.PLAN, null, null, false);
        return collect(false, objects);
    }

    private Run collect(Run run, boolean look, ObjectRecord... objects) {
        TreeSet<String> keys = new TreeSet<>();
        Arrays.stream(objects).forEach(object -> keys.add(object.key()));
        Scope scope = new Scope("", keys);
        runs.planChunks(run.run(), List.of(scope), null);
        book.handOver(batch(run, scope, objects), look);
        return runs.collected(run.run());
    }

    /** As if the time of all leases and waits had gone by. */
    void timePasses() {
        jdbc.update("update ledger.object set queued_at = null where flow = ?", flow);
    }

    /** A run whose second chunk is not handed over. */
    Run half(ObjectRecord... objects) {
        Run run = runs.open(flow, "w", "test").orElseThrow();
        Scope first = new Scope("", new TreeSet<>(List.of("first")));
        runs.planChunks(run.run(), List.of(first, new Scope("", new TreeSet<>(List.of("second")))), null);
        book.handOver(batch(run, first, objects), false);
        return run;
    }

    private ObjectBatch batch(Run run, Scope scope, ObjectRecord... objects) {
        return new ObjectBatch(
                run.envelope(1),
                scope,
                kind.label(),
                List.of(objects),
                new Tally(objects.length, 0, 0, 0, 0, 0),
                List.of());
    }

    public String owner() {
        return "delivery-" + ++owners;
    }

    /** Claims everything that is pending, and compares it with the target. */
    public List<ObjectClaim.Change> attempt(String owner) {
        List<ObjectClaim.Change> changes = new ArrayList<>();
        for (ObjectMessage message : outbox.due(flow, Duration.ZERO, 100, 100)) {
            Map<ObjectClaim.ToRead, FoundObject> found = new HashMap<>();
            for (ObjectClaim claim : deliveries.claim(flow, kind, message.versions(), owner, LEASE)) {
                if (claim instanceof ObjectClaim.ToRead toRead) {
                    found.put(toRead, found(toRead));
                }
            }
            deliveries.compare(flow, kind, owner, found, terms, LEASE).stream()
                    .filter(ObjectClaim.Change.class::isInstance)
                    .map(ObjectClaim.Change.class::cast)
                    .forEach(changes::add);
        }
        return changes;
    }

    private FoundObject found(ObjectClaim.ToRead object) {
        SortedMap<String, String> fields = target.get(object.key());
        return fields == null
                ? FoundObject.NOWHERE
                : new FoundObject("t-" + object.key(), fields, new TreeSet<>(), false, "somebody", null);
    }

    /** The target takes it. */
    public void arrives(ObjectClaim.Change change) {
        if (change.delete()) {
            target.remove(change.key());
            return;
        }
        SortedMap<String, String> fields = target.computeIfAbsent(change.key(), none -> new TreeMap<>());
        fields.putAll(change.put());
        change.clear().forEach(fields::remove);
    }

    public void settle(String owner, ObjectClaim.Change change, @Nullable Outcome outcome) {
        deliveries.settle(flow, kind, owner, List.of(ObjectReceipt.of(change, outcome)), Duration.ZERO);
    }

    /** All that is pending arrives and is settled. */
    public List<ObjectClaim.Change> deliver() {
        String owner = owner();
        List<ObjectClaim.Change> changes = attempt(owner);
        changes.forEach(change -> {
            arrives(change);
            settle(owner, change, Outcome.ACCEPTED);
        });
        return changes;
    }

    public Run now(Run run) {
        return runs.find(run.run()).orElseThrow();
    }

    public String row(String key) {
        return String.valueOf(jdbc.queryForMap("select * from ledger.object where flow = ? and key = ?", flow, key));
    }
}
