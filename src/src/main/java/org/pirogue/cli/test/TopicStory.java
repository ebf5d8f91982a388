package org.pirogue.cli.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.workspace.WorkspaceSettings;

/** A test of a sink that keeps a topic equal to what should stand. */
final class TopicStory {
    private static final String TARGET = "TARGET";
    private static final int MOST = 1000;

    private final Bench bench;
    private final Flow flow;
    private final String input;
    private final MemoryTopic topic = new MemoryTopic();

    TopicStory(Bench bench, Flow flow, String input) {
        this.bench = bench;
        this.flow = flow;
        this.input = input;
        bench.camel.getRegistry().unbind(Bench.CONNECTION);
        bench.camel.getRegistry().bind(Bench.CONNECTION, topic);
    }

    /** The connection of a kamelet that writes to a topic; none of another. */
    static Map<String, WorkspaceSettings.Connection> clusters(Map<String, String> parameters) {
        return parameters.containsKey("topic")
                ? Map.of(Bench.CONNECTION, WorkspaceSettings.Connection.kafka("test", List.of("in-memory:9092"), 1))
                : Map.of();
    }

    /** A step that gives no values only lets come again what is pending. */
    Found step(TestFile.Story story) {
        TestFile.Given given = story.given();
        Optional.ofNullable(given.known()).ifPresent(known -> deliver(bench.books.handOver(flow, TARGET, known)));
        int before = topic.size();
        topic.fail(given.fault());
        Found found = new Found();
        try {
            deliver(
                    given.values() == null
                            ? bench.bean(Outbox.class).due(flow.name(), Duration.ZERO, MOST, MOST)
                            : bench.books.handOver(flow, TARGET, given.values()));
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        topic.fail(null);
        found.sends.addAll(topic.since(before));
        found.stands.addAll(topic.stands());
        report(found);
        return found;
    }

    private void deliver(List<SliceMessage> messages) {
        messages.forEach(message -> bench.template.requestBody(input, message.toJson()));
    }

    private void report(Found found) {
        Run now = bench.books.now(bench.books.runs.latest(flow.name()).orElseThrow());
        if (found.fails == null && now.problem() != null) {
            found.fails = now.problem().code();
        }
        found.findings = bench.books.findings(now);
        found.counts = Books.counts(now);
    }
}
