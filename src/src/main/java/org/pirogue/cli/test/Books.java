package org.pirogue.cli.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.Chunk;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Deliveries;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.Receipt;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.ledger.value.Terms;
import org.pirogue.ledger.value.VersionedSlice;
import org.pirogue.ledger.value.Window;

/** The ledger, as tests write into it and look at it. */
final class Books {
    final RunBook runs;
    final SliceBook slices;
    final KeptCases kept;
    private final Deliveries deliveries;
    private final Rejects rejects;
    private final Outbox outbox;
    private int deliveriesSoFar;
    private static final Duration LEASE = Duration.ofMinutes(1);

    Books(Bench bench) {
        runs = bench.bean(RunBook.class);
        slices = bench.bean(SliceBook.class);
        kept = bench.bean(KeptCases.class);
        deliveries = bench.bean(Deliveries.class);
        rejects = bench.bean(Rejects.class);
        outbox = bench.bean(Outbox.class);
    }

    Run open(Flow flow) {
        return runs.open(flow.name(), flow.workspace(), "bench").orElseThrow();
    }

    /** One closed chunk for each period. */
    List<Chunk> plan(Run run, Collection<Window> windows) {
        TreeMap<String, TreeSet<String>> units = new TreeMap<>();
        windows.forEach(window ->
                units.computeIfAbsent(window.period(), none -> new TreeSet<>()).add(window.orgUnit()));
        List<Scope> scopes = units.entrySet().stream()
                .map(each -> new Scope(each.getKey(), each.getValue()))
                .toList();
        runs.planChunks(run.run(), scopes, null);
        List<Chunk> chunks = new ArrayList<>();
        runs.pendingChunks(run.run()).forEachRemaining(chunks::add);
        return chunks;
    }

    static List<Window> windows(Collection<TestFile.Line> lines) {
        return lines.stream()
                .map(line -> new Window(line.period(), line.orgUnit()))
                .toList();
    }

    /** The chunk's slices among these lines, in the data set of that code. */
    static SliceBatch batch(Envelope envelope, Scope scope, Collection<TestFile.Line> lines, String dataSet) {
        return batch(envelope, scope, lines, dataSet, period -> period);
    }

    /** @param target the target period of a line's */
    static SliceBatch batch(
            Envelope envelope,
            Scope scope,
            Collection<TestFile.Line> lines,
            String dataSet,
            UnaryOperator<String> target) {
        List<Slice> slices = lines.stream()
                .filter(line -> target.apply(line.period()).equals(scope.period()))
                .map(line -> line.slice(dataSet))
                .filter(slice -> !slice.isEmpty())
                .toList();
        long used = slices.stream().mapToLong(slice -> slice.values().size()).sum();
        return new SliceBatch(envelope, scope, slices, new Tally(used, 0, 0, 0, 0, 0), List.<Finding>of());
    }

    /** A whole run of what should stand, without a route. */
    List<SliceMessage> handOver(Flow flow, String dataSet, List<TestFile.Line> lines) {
        Run run = open(flow);
        List<SliceMessage> messages = new ArrayList<>();
        for (Chunk chunk : plan(run, windows(lines))) {
            Envelope envelope = run.envelope(chunk.number());
            List<VersionedSlice> changed =
                    slices.handOver(batch(envelope, chunk.scope(), lines, dataSet), dataSet, cell -> true);
            messages.addAll(SliceMessage.split(envelope, dataSet, changed, Integer.MAX_VALUE));
        }
        messages.addAll(collected(flow, run));
        return messages;
    }

    /** Ends the collecting; what is let go with that. */
    List<SliceMessage> collected(Flow flow, Run run) {
        runs.collected(run.run());
        return outbox.unsent(flow.name(), 1000, Integer.MAX_VALUE);
    }

    /** As if the target had accepted everything; what it was sent. */
    List<Claim.Difference> deliver(List<SliceMessage> messages) {
        List<Claim.Difference> differences = new ArrayList<>();
        for (SliceMessage message : messages) {
            String flow = message.envelope().flow();
            String owner = "delivery-" + ++deliveriesSoFar;
            List<Claim.Difference> claimed = compare(
                            flow, owner, deliveries.claim(flow, message.versions(), owner, LEASE))
                    .map(Claim.Difference.class::cast)
                    .toList();
            deliveries.settle(
                    flow, owner, claimed.stream().map(Receipt::accepted).toList(), Duration.ZERO);
            differences.addAll(claimed);
        }
        return differences;
    }

    /** As if the target showed what the ledger knows of it. */
    private Stream<Claim> compare(String flow, String owner, List<Claim> claims) {
        Map<Claim.ToRead, Map<Cell, Stands>> actual = new HashMap<>();
        for (Claim claim : claims) {
            SliceKey key = claim.key();
            Map<Cell, Stands> stands = new TreeMap<>();
            slices.known(flow, key.dataSet(), new Scope(key.period(), new TreeSet<>(List.of(key.orgUnit())))).stream()
                    .filter(known -> known.key().equals(key))
                    .forEach(
                            known -> known.acknowledged().forEach((cell, value) -> stands.put(cell, Stands.of(value))));
            actual.put((Claim.ToRead) claim, stands);
        }
        return deliveries.compare(flow, owner, actual, Terms.of(cell -> true), LEASE).stream();
    }

    List<String> findings(Run run) {
        return rejects.list(run.run(), 1000).stream().map(Reject::code).sorted().toList();
    }

    Run now(Run run) {
        return runs.find(run.run()).orElseThrow();
    }

    static Map<String, Long> counts(Run run) {
        Map<String, Long> counts = counts(run.tally());
        Run.Desired desired = run.desired();
        counts.put("desired", desired.desired());
        counts.put("written", desired.written());
        counts.put("unchanged", desired.unchanged());
        counts.put("superseded", desired.superseded());
        counts.put("conflict", desired.conflict());
        counts.put("retracted", run.retracted().retracted());
        counts.put("deleted", run.retracted().deleted());
        counts.put("rejected", desired.rejected() + run.retracted().rejected());
        counts.put("inFlight", run.inFlight());
        counts.put("chunks", (long) run.chunks());
        return counts;
    }

    static Map<String, Long> counts(Tally tally) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("read", tally.read());
        counts.put("used", tally.used());
        counts.put("ignored", tally.ignored());
        counts.put("unmapped", tally.unmapped());
        counts.put("invalid", tally.invalid());
        counts.put("duplicate", tally.duplicate());
        counts.put("suppressed", tally.suppressed());
        return counts;
    }
}
