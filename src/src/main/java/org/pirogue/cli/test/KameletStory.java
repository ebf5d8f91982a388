package org.pirogue.cli.test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Table;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.table.TableRules;
import org.pirogue.workspace.Connections;

/** A test of a kamelet, which stands in the smallest flow that can hold it; told step by step. */
final class KameletStory implements AutoCloseable {
    private static final String INPUT = "direct:kamelet";
    private static final String GIVEN = "given";
    private static final String CHANGED_ROWS = "changed-rows-action";

    private final KameletFlow held;
    private final String kamelet;
    private final Flow flow;
    private final Bench bench;
    private final List<Object> given = new ArrayList<>();
    private final SliceStory slices;
    private final ObjectStory objects;
    private final @Nullable TopicStory topic;
    private final TableStory tables;
    private final RowStory rows;

    /** @param test the file that it stands in */
    KameletStory(Ground ground, Path test, TestFile file, TestFile.Story story) throws IOException {
        held = new KameletFlow(ground, file, story);
        kamelet = held.kamelet;
        flow = held.flow;
        bench = new Bench(ground, new Flows(List.of(flow)), file.day(), held.metadata(test), held.others());
        topic = held.parameters.containsKey("topic") ? new TopicStory(bench, flow, INPUT) : null;
        slices = new SliceStory(bench, held, given, INPUT);
        objects = new ObjectStory(bench, flow, given, INPUT);
        tables = new TableStory(bench, flow, file, INPUT);
        rows = new RowStory(bench, flow, tables, INPUT);
    }

    /** What each step of the test brought about. */
    List<Found> tell(TestFile.Story story) throws Exception {
        bench.camel.getRegistry().bind(GIVEN, (Processor) this::remember);
        SmallestFlow route = held.isSource()
                ? SmallestFlow.from("kamelet:" + kamelet, held.parameters).process(GIVEN)
                : SmallestFlow.from(INPUT, Map.of()).to("kamelet:" + kamelet, held.parameters);
        if (held.isSource()) {
            behind(route);
        }
        if (kamelet.equals(RowStory.KAMELET)) {
            route.split(inside -> rows.behind(inside, GIVEN));
        }
        route.start(bench.camel);
        List<Found> found = new ArrayList<>();
        for (TestFile.Story next = story; next != null; next = next.then()) {
            found.add(step(next));
        }
        return found;
    }

    /** The steps behind a source: without them no chunk would be handed over, and no run would end. */
    private void behind(SmallestFlow route) {
        flow.collect().stream()
                .skip(1)
                .limit(held.becomesValues() ? 1 : Integer.MAX_VALUE)
                .filter(step -> !step.kamelet().equals("changed-slices-action"))
                .forEach(step -> route.to("kamelet:" + step.kamelet(), step.parameters()));
        if (held.becomesValues()) {
            route.split(inside -> rows.behind(inside, GIVEN));
            return;
        }
        if (held.ofTables) {
            route.to("kamelet:" + CHANGED_ROWS, Map.of("connection", Bench.CONNECTION, "key", held.key()));
        } else if (objects.carries(kamelet)) {
            route.to("kamelet:changed-objects-action", Map.of("connection", Bench.CONNECTION));
        } else {
            route.to("kamelet:changed-slices-action", KameletFlow.LEDGER);
        }
        route.splitTo("jms:queue:" + flow.queue());
    }

    private synchronized void remember(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Table table) {
            exchange.getMessage().setBody(tables.heard(table));
        } else {
            given.add(body);
        }
    }

    private Found step(TestFile.Story story) {
        bench.erase(flow, story.given().erased());
        if (held.isSource() && held.becomesValues()) {
            new FileStory(bench).receive(story.given().received());
            return slices.step(story);
        }
        if (kamelet.equals(RowStory.KAMELET)) {
            given.clear();
            Found found = rows.step(story.given(), KameletFlow.LEDGER.get("dataSet"));
            given.forEach(batch -> SliceStory.show(batch, found));
            return found;
        }
        if (topic != null) {
            return topic.step(story);
        }
        if (held.ofTables) {
            return tableStep(Objects.requireNonNull(story.given()));
        }
        return objects.carries(kamelet) ? objects.step(story) : slices.step(story);
    }

    private Found tableStep(TestFile.Given stated) {
        if (kamelet.startsWith("table-file-")) {
            FileStory files = new FileStory(bench);
            files.receive(stated.received());
            Found found = held.isSource() ? tables.source(stated) : tables.sink(stated);
            found.stands.addAll(files.stands());
            return found;
        }
        if (kamelet.startsWith("dataset-") && held.isSource()) {
            tables.publish(stated.published(), held.parameters.getOrDefault("dataset", ""));
            return tables.source(stated);
        }
        if (kamelet.equals(TableRules.DATASET)) {
            Found found = tables.sink(stated);
            found.stands.addAll(new DatasetStory(bench).stands(held.parameters.get("dataset")));
            return found;
        }
        if (held.isSource()) {
            slices.type(stated.values());
            if (stated.cases() != null) {
                slices.server()
                        .type(
                                bench.bean(Connections.class).client(Bench.CONNECTION),
                                held.parameters.get("program"),
                                CaseLines.now(stated.cases(), held.parameters.getOrDefault("programStage", "VISIT")));
            }
            return tables.source(stated);
        }
        if (held.isSink()) {
            return tables.sink(stated);
        }
        return kamelet.equals(CHANGED_ROWS) ? tables.handOver(stated) : tables.action(stated);
    }

    @Override
    public void close() {
        bench.close();
    }
}
