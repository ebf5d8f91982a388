package org.pirogue.ledger.value;

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
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.Foreign;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One flow of its own over the real ledger, with a target beside it: what the tests tell their stories with. */
public final class Exchange {
    public static final Duration LEASE = Duration.ofMinutes(5);
    public static final String PERIOD = "202601";
    public static final String DATA_SET = "MAL";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final String flow = "flow-" + NUMBER.incrementAndGet();
    public final JdbcTemplate jdbc;
    public final RunBook runs;
    public final HeldRuns held;
    final Drifts drifts;
    final SliceBook slices;
    public final Deliveries deliveries;
    public final Outbox outbox;
    public final KeptCases cases;
    public final Rejects rejects;
    public final Plans plans;
    final Conflicts conflicts;
    final Foreign foreign;
    final Holds holds;
    public final Decisions decisions;
    public Target target = new Target();
    /** The flow of the other direction. */
    @Nullable
    Mirror mirror;

    public Predicate<Cell> claim = cell -> true;
    /** Of hand edits; the others are the defaults. */
    Policy policy = Policy.ASK;

    Policy first = Policy.SOURCE;
    /** For the policy of the later edit. */
    @Nullable
    Duration clocks = Duration.ofMinutes(1);

    private final AtomicInteger owners = new AtomicInteger();

    public Exchange() {
        this(TestDatabase.source());
    }

    /** With a limit above which a run is held; the others never are for their share. */
    public Exchange(HoldLimits limits) {
        this(TestDatabase.source(), limits);
    }

    Exchange(DataSource source) {
        this(source, flow -> 100);
    }

    public Exchange(DataSource source, HoldLimits limits) {
        jdbc = new JdbcTemplate(source);
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        runs = new RunBook(jdbc, transaction, limits);
        held = new HeldRuns(jdbc, transaction, runs, TestDatabase.SEAL);
        drifts = new Drifts(jdbc, transaction);
        slices = new SliceBook(jdbc, transaction, runs);
        deliveries = new Deliveries(jdbc, transaction);
        outbox = new Outbox(jdbc);
        cases = new KeptCases(jdbc, transaction, runs, new Marks(() -> "a key for tests only"), TestDatabase.SEAL);
        rejects = new Rejects(jdbc);
        plans = new Plans(jdbc);
        conflicts = new Conflicts(jdbc, transaction, TestDatabase.SEAL);
        foreign = new Foreign(jdbc);
        holds = new Holds(jdbc);
        decisions = new Decisions(jdbc, transaction, TestDatabase.SEAL);
    }

    public static SliceKey key(String orgUnit) {
        return new SliceKey(DATA_SET, orgUnit, PERIOD, "");
    }

    public static Cell cell(String name) {
        return new Cell(name, "");
    }

    /** {@code slice("A", "CONF=5", "DEATH=1")}. */
    public static Slice slice(String orgUnit, String... values) {
        return new Slice(key(orgUnit), values(values));
    }

    public static SortedMap<Cell, String> values(String... values) {
        SortedMap<Cell, String> cells = new TreeMap<>();
        for (String value : values) {
            cells.put(cell(value.substring(0, value.indexOf('='))), value.substring(value.indexOf('=') + 1));
        }
        return cells;
    }

    public static Scope scope(String... orgUnits) {
        return new Scope(PERIOD, new TreeSet<>(Arrays.asList(orgUnits)));
    }

    public Run open() {
        return runs.open(flow, "hmis", "me").orElseThrow();
    }

    public SliceBatch batch(Run run, int chunk, Scope scope, Slice... slices) {
        return batch(run, chunk, scope, Tally.NONE, List.of(), slices);
    }

    public SliceBatch batch(Run run, int chunk, Scope scope, Tally tally, List<Finding> findings, Slice... slices) {
        return new SliceBatch(run.envelope(chunk), scope, List.of(slices), tally, findings);
    }

    public List<VersionedSlice> handOver(SliceBatch batch) {
        return slices.handOver(batch, DATA_SET, claim);
    }

    /** A whole collecting run of one chunk. */
    public Run collect(Scope scope, Slice... slices) {
        return collect(open(), scope, slices);
    }

    public Run collect(Run run, Scope scope, Slice... slices) {
        runs.planChunks(run.run(), List.of(scope), null);
        handOver(batch(run, 1, scope, slices));
        return runs.collected(run.run());
    }

    public Run asked(Envelope.Mode mode) {
        runs.request(flow, "hmis", mode, null, null, false);
        return open();
    }

    public String owner() {
        return "delivery-" + owners.incrementAndGet();
    }

    public Claim claim(String owner, String orgUnit, long version) {
        return deliveries
                .claim(flow, Map.of(key(orgUnit), version), owner, LEASE)
                .get(0);
    }

    /** Claims a slice and compares it with the target. */
    Claim.Difference difference(String owner, String orgUnit, long version) {
        return (Claim.Difference) compare(owner, claim(owner, orgUnit, version));
    }

    /** Delivers everything pending, reading back what is in doubt. */
    public void deliver() {
        for (int round = 0; round < 5; round++) {
            List<SliceMessage> messages = outbox.due(flow, Duration.ZERO, 1000, 1000);
            if (messages.isEmpty()) {
                return;
            }
            messages.forEach(this::deliver);
        }
        throw new AssertionError("delivery does not end");
    }

    public void deliver(SliceMessage message) {
        String owner = owner();
        List<Receipt> receipts = new ArrayList<>();
        for (Claim claim : deliveries.claim(flow, message.versions(), owner, LEASE)) {
            Claim next = compare(owner, claim);
            if (next instanceof Claim.Difference difference) {
                receipts.add(target.post(difference));
            }
        }
        deliveries.settle(flow, owner, receipts, Duration.ZERO, mirror);
    }

    public Claim compare(String owner, Claim claim) {
        return claim instanceof Claim.ToRead read ? compare(owner, read, target.shows(read.key())) : claim;
    }

    Claim compare(String owner, Claim.ToRead read, @Nullable Map<Cell, Stands> shown) {
        Map<Claim.ToRead, @Nullable Map<Cell, Stands>> actual = new HashMap<>();
        actual.put(read, shown);
        return deliveries.compare(flow, owner, actual, terms(), LEASE).get(0);
    }

    Terms terms() {
        return new Terms(claim, cell -> policy, cell -> first, mirror).within(clocks);
    }

    public List<SliceKey> settle(String owner, Receipt receipt) {
        return deliveries.settle(flow, owner, List.of(receipt), Duration.ZERO, mirror);
    }

    /** As if the time of all leases and waits had gone by. */
    public void timePasses() {
        jdbc.update("update ledger.slice set lease_until = now() - interval '1 second' where flow = ?", flow);
    }

    void lockLifts() {
        jdbc.update(
                "update ledger.slice set held_until = ledger.now() - interval '1 second' where flow = ? and held_until is not null",
                flow);
    }

    Conflict onlyConflict() {
        List<Conflict> all = conflicts.list(flow, null, 10);
        if (all.size() != 1) {
            throw new AssertionError("conflicts: " + all);
        }
        return all.get(0);
    }

    public KnownSlice known(String orgUnit) {
        return slices.known(flow, DATA_SET, scope(orgUnit)).get(0);
    }

    public Run run(Run run) {
        return runs.find(run.run()).orElseThrow();
    }

    /** {@code written unchanged rejected inFlight superseded}, for assertions. */
    public String desired(Run run) {
        Run.Desired it = run(run).desired();
        return "%d = %d written %d unchanged %d rejected %d in flight %d superseded"
                        .formatted(
                                it.desired(),
                                it.written(),
                                it.unchanged(),
                                it.rejected(),
                                it.inFlight(),
                                it.superseded())
                + conflict(it.conflict());
    }

    public String retracted(Run run) {
        Run.Retracted it = run(run).retracted();
        return "%d = %d deleted %d rejected %d in flight %d superseded"
                        .formatted(it.retracted(), it.deleted(), it.rejected(), it.inFlight(), it.superseded())
                + conflict(it.conflict());
    }

    private static String conflict(long count) {
        return count == 0 ? "" : " " + count + " conflict";
    }
}
