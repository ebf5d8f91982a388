package org.pirogue.cli.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.table.TableRules;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.workspace.WorkspaceSettings;

/** A test of a flow: its own route, from behind the source to the queue. */
final class FlowStory {
    private static final String INPUT = "direct:behind-the-source";

    private final Ground ground;
    private final Flow flow;
    private final TestFile file;

    FlowStory(Ground ground, Flow flow, TestFile file) {
        this.ground = ground;
        this.flow = flow;
        this.file = file;
    }

    /** What each step of the test brought about. */
    List<Found> tell(TestFile.Story story) throws Exception {
        try (Bench bench = new Bench(ground, new Flows(List.of(flow)), file.day(), servers(), datasets())) {
            start(bench, flow.file(flow.name() + ".camel.yaml"));
            ObjectStory objects = new ObjectStory(bench, flow, new ArrayList<>(), INPUT);
            TableStory tables = new TableStory(bench, flow, file, INPUT);
            List<Found> found = new ArrayList<>();
            for (TestFile.Story next = story; next != null; next = next.then()) {
                bench.erase(flow, next.given().erased());
                if (flow.step(RowStory.KAMELET).isPresent()) {
                    found.add(new RowStory(bench, flow, tables, INPUT)
                            .step(next.given(), flow.target().parameter("dataSet")));
                } else if (flow.carriesTable()) {
                    found.add(tables.handOver(next.given()));
                } else {
                    found.add(flow.carriesObjects() ? objects.flowStep(next) : found(bench, next));
                }
            }
            return found;
        }
    }

    /** Where the tables lie that its joins look into. */
    private Map<String, WorkspaceSettings.Connection> datasets() {
        Map<String, WorkspaceSettings.Connection> datasets = new TreeMap<>();
        TableRules.ofDatasets(flow)
                .forEach(join ->
                        datasets.put(join.connection(), WorkspaceSettings.Connection.datasets(flow.workspace())));
        return datasets;
    }

    private Map<String, Path> servers() {
        Map<String, Path> servers = new TreeMap<>();
        Optional.ofNullable(file.servers())
                .orElse(Map.of())
                .forEach((name, json) -> servers.put(name, flow.file(json)));
        return servers;
    }

    private void start(Bench bench, Path routes) throws Exception {
        DefaultCamelContext camel = (DefaultCamelContext) bench.camel;
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + routes));
        // Nobody takes from the queue, so that what stands in it can be looked at.
        camel.removeRouteDefinition(camel.getRouteDefinition(flow.name() + ".deliver"));
        AdviceWith.adviceWith(camel, flow.name() + ".collect", route -> route.replaceFromWith(INPUT));
        camel.start();
    }

    private Found found(Bench bench, TestFile.Story story) {
        List<TestFile.Line> known = Optional.ofNullable(story.given().known()).orElse(List.of());
        String dataSet = flow.target().parameter("dataSet");
        Books books = bench.books;
        books.deliver(books.handOver(flow, dataSet, known));
        Found found = new Found();
        Run run = books.open(flow);
        List<SliceMessage> released = new ArrayList<>();
        try {
            new Feed(bench, flow)
                    .batches(run, story.given(), known)
                    .forEach(batch -> bench.template.sendBody(INPUT, batch));
            released.addAll(books.collected(flow, run));
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        List<SliceMessage> sent = new ArrayList<>(bench.messages(flow.queue()));
        sent.addAll(released);
        found.sends.addAll(books.deliver(sent).stream().map(Shown::difference).collect(Collectors.toList()));
        found.findings = books.findings(run);
        found.counts = Books.counts(books.now(run));
        return found;
    }
}
