package org.pirogue.cli.test;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;
import org.pirogue.flow.DataSetMetadata;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.MetadataReader;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.workspace.Connections;

/** The steps of a test whose goods are values, slice by slice. */
final class SliceStory {
    private final Bench bench;
    private final KameletFlow held;
    private final Flow flow;
    private final List<Object> given;
    private final String input;

    /** @param given what the kamelet gave, since it was cleared */
    SliceStory(Bench bench, KameletFlow held, List<Object> given, String input) {
        this.bench = bench;
        this.held = held;
        this.flow = held.flow;
        this.given = given;
        this.input = input;
    }

    Found step(TestFile.Story story) {
        leave(story.given());
        if (story.given().fault() != null) {
            server().fail(story.given().fault());
        }
        bench.queues.full(story.given().queueFull());
        Found found = new Found();
        if (held.isSource()) {
            source(story.given(), found);
        } else if (held.isSink()) {
            sink(story.given(), found);
        } else {
            action(story.given(), found);
        }
        if (bench.server != null) {
            bench.server.recover();
        }
        if (story.stands() != null) {
            Server.stands(bench.bean(Connections.class).client(Bench.CONNECTION), dataSet())
                    .forEach((key, values) -> found.stands.add(Shown.slice(key, values)));
        }
        return found;
    }

    /** What people and earlier runs left at the server. */
    private void leave(TestFile.Given given) {
        lines(given.stands()).forEach(line -> server().type(dataSet(), line));
        if (!lines(given.known()).isEmpty()) {
            bench.books.deliver(bench.books.handOver(flow, held.target(), lines(given.known())));
        }
        if (bench.server != null && held.isSink()) {
            lines(given.known()).forEach(line -> server().type(dataSet(), line));
        }
        if (given.account() != null) {
            server().account(given.account());
        }
        if (held.isSource()) {
            type(given.values());
            Optional.ofNullable(given.cases()).ifPresent(cases -> {
                Rules rules = bench.bean(FlowFiles.class).rules(flow);
                server().type(
                                bench.bean(Connections.class).client(Bench.CONNECTION),
                                held.parameters.get("program"),
                                CaseLines.now(cases, Feed.onlyStage(rules)));
            });
        }
    }

    /** What people typed at the source. */
    void type(@Nullable List<TestFile.Line> values) {
        lines(values).forEach(line -> server().type(dataSet(), line));
    }

    /** Read each time: what the kamelet has cached is not touched. */
    private DataSetMetadata dataSet() {
        return bench.bean(MetadataReader.class).dataSet(Bench.CONNECTION, held.dataSet());
    }

    Server server() {
        return Objects.requireNonNull(bench.server, "this test needs the key 'server'");
    }

    private static List<TestFile.Line> lines(@Nullable List<TestFile.Line> lines) {
        return lines == null ? List.of() : lines;
    }

    private void source(TestFile.Given stated, Found found) {
        TestFile.Asked asked = stated.asks() == null ? new TestFile.Asked(null, null, null, false) : stated.asks();
        Envelope.Mode mode = asked.mode() == null ? Envelope.Mode.SYNC : asked.mode();
        given.clear();
        Run run = bench.bean(FlowStarter.class).start(KameletFlow.NAME, mode, asked.from(), asked.to(), asked.full());
        await().atMost(Bench.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            Run.State state = bench.books.now(run).state();
            // What the run had withheld is sent at its very end.
            return state != Run.State.REQUESTED
                    && state != Run.State.COLLECTING
                    && bench.camel.getInflightRepository().size() == 0;
        });
        given.forEach(batch -> show(batch, found));
        report(run, found);
        deliver(bench.messages(flow.queue()), found);
    }

    private void action(TestFile.Given stated, Found found) {
        Run run = bench.books.open(flow);
        List<SliceMessage> messages = new ArrayList<>();
        List<SliceBatch> batches = new ArrayList<>();
        try {
            for (Object batch : new Feed(bench, flow).batches(run, stated, lines(stated.known()))) {
                Object answer = bench.template.requestBody(input, batch);
                if (answer instanceof SliceBatch slices) {
                    batches.add(slices);
                } else {
                    ((List<?>) answer).forEach(text -> messages.add(SliceMessage.fromJson((String) text)));
                }
            }
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        if (held.kamelet.equals("changed-slices-action") && found.fails == null) {
            messages.addAll(bench.books.collected(flow, run));
            report(run, found);
            messages.forEach(message -> message.slices().forEach(slice -> found.gives.add(Shown.slice(slice))));
            deliver(messages, found);
        } else {
            prepared(batches, found);
            bench.books.runs.fail(run.run(), "P399", "the test has ended");
        }
    }

    private void prepared(List<SliceBatch> batches, Found found) {
        batches.forEach(batch -> show(batch, found));
        found.counts = Books.counts(batches.stream().map(SliceBatch::tally).reduce(Tally.NONE, Tally::plus));
        found.findings = batches.stream()
                .flatMap(batch -> batch.findings().stream())
                .map(Finding::code)
                .sorted()
                .toList();
    }

    static void show(Object batch, Found found) {
        if (batch instanceof CaseBatch cases) {
            found.gives.add(Shown.batch(cases));
        } else {
            found.gives.addAll(Shown.batch((SliceBatch) batch));
        }
    }

    /** As if the target took it all: what the next step is compared with. */
    private void deliver(List<SliceMessage> messages, Found found) {
        bench.books.deliver(messages).forEach(difference -> found.sends.add(Shown.difference(difference)));
    }

    /** A step that gives no values only lets come again what is pending. */
    private void sink(TestFile.Given stated, Found found) {
        List<SliceMessage> messages = stated.values() == null
                ? bench.bean(Outbox.class).due(KameletFlow.NAME, Duration.ZERO, 1000, 1000)
                : bench.books.handOver(flow, held.target(), stated.values());
        try {
            messages.forEach(message -> bench.template.requestBody(input, message.toJson()));
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        report(bench.books.runs.latest(KameletFlow.NAME).orElseThrow(), found);
    }

    private void report(Run run, Found found) {
        Run now = bench.books.now(run);
        found.fails =
                found.fails == null && now.problem() != null ? now.problem().code() : found.fails;
        found.findings = bench.books.findings(now);
        found.counts = Books.counts(now);
    }
}
