package org.pirogue.cli.test;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.DataSetMetadata;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.table.TableRules;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSettings;

/** A test of a kamelet, which stands in the smallest flow that can hold it; told step by step. */
final class KameletStory implements AutoCloseable {
    private static final String FLOW = "example";
    private static final String INPUT = "direct:kamelet";
    private static final String TARGET = "TARGET";
    private static final String GIVEN = "given";
    /** The group of kamelets whose goods are tables. */
    private static final String TABLES = "Tables";

    private static final String CHANGED_ROWS = "changed-rows-action";

    /** There is no target behind a source: what the ledger knows is all there is. */
    private static final Map<String, String> LEDGER =
            Map.of("connection", Bench.CONNECTION, "dataSet", TARGET, "fullRun", "trust");

    private final Ground ground;
    private final TestFile file;
    private final String kamelet;
    private final Map<String, String> parameters;
    private final Flow flow;
    private final Bench bench;
    private final List<Object> given = new ArrayList<>();
    private final ObjectStory objects;
    private final @Nullable TopicStory topic;
    private final TableStory tables;
    private final boolean ofTables;
    private final RowStory rows;

    /** @param test the file that it stands in */
    KameletStory(Ground ground, Path test, TestFile file, TestFile.Story story) throws IOException {
        Path folder = ground.folder("flow");
        this.ground = ground;
        this.file = file;
        this.kamelet = Objects.requireNonNull(file.kamelet(), "kamelet");
        this.parameters = parameters();
        Map<String, String> source = isSource() ? parameters : new LinkedHashMap<>(parameters);
        if (story.completeness() != null) {
            source.put("completeness", story.completeness());
        }
        List<Flow.Step> steps = new ArrayList<>(List.of(new Flow.Step(kamelet, source)));
        write(folder.resolve("quality.yaml"), file.quality());
        write(folder.resolve("org-units.csv"), file.orgUnits());
        for (Map.Entry<String, String> each :
                Optional.ofNullable(file.files()).orElse(Map.of()).entrySet()) {
            write(folder.resolve(each.getKey()), each.getValue());
        }
        if (kamelet.equals("align-org-units-action")) {
            // It looks at the units of the flow's source, too.
            steps.add(0, new Flow.Step("dhis2-data-values-source", Map.of("connection", Bench.CONNECTION)));
        }
        if (story.steps() != null) {
            story.steps().forEach((name, said) -> steps.add(new Flow.Step(name, said)));
        }
        if (write(folder.resolve("mapping.csv"), file.mapping())) {
            steps.add(new Flow.Step("map-codes-action", Map.of("mapping", "mapping.csv")));
        }
        if (write(folder.resolve("rules.csv"), file.rules())) {
            steps.add(new Flow.Step("aggregate-events-action", Map.of("rules", "rules.csv")));
        }
        if (kamelet.equals(RowStory.KAMELET)) {
            // It stands behind a source of tables, and looks at what the flow has put at its target.
            steps.add(0, new Flow.Step("dhis2-case-list-source", Map.of("connection", Bench.CONNECTION)));
        }
        if (steps.stream().anyMatch(step -> step.kamelet().equals(RowStory.KAMELET))) {
            steps.add(new Flow.Step("changed-slices-action", LEDGER));
        }
        if (Set.of("dhis2-analytics-source", "dhis2-data-exchange-source").contains(kamelet)) {
            // It looks at what the flow has put at its target.
            steps.add(new Flow.Step("changed-slices-action", LEDGER));
        }
        List<Flow.Step> deliver = kamelet.endsWith("-sink") ? steps.subList(0, 1) : List.of();
        flow = new Flow(FLOW, "test", folder, steps, deliver, "test." + FLOW);
        Map<String, Path> metadata = new LinkedHashMap<>();
        Optional.ofNullable(file.servers())
                .orElse(Map.of())
                .forEach((name, json) -> metadata.put(name, test.resolveSibling(json)));
        if (file.server() != null) {
            metadata.put(Bench.CONNECTION, test.resolveSibling(file.server()));
        }
        bench = new Bench(ground, new Flows(List.of(flow)), file.day(), metadata, others());
        topic = parameters.containsKey("topic") ? new TopicStory(bench, flow, INPUT) : null;
        objects = new ObjectStory(bench, flow, given, INPUT);
        tables = new TableStory(bench, flow, file, INPUT);
        ofTables = ofTables();
        rows = new RowStory(bench, flow, tables, INPUT);
    }

    /** Connections to what is no DHIS2 server. */
    private Map<String, WorkspaceSettings.Connection> others() {
        if (kamelet.startsWith("dataset-")) {
            return DatasetStory.connection();
        }
        return kamelet.startsWith("table-file-") ? FileStory.connection() : TopicStory.clusters(parameters);
    }

    private boolean ofTables() throws IOException {
        return new YAMLMapper()
                .readTree(ground.kamelets().resolve(kamelet + ".kamelet.yaml").toFile())
                .at("/metadata/annotations/camel.apache.org~1kamelet.group")
                .asText()
                .equals(TABLES);
    }

    private static boolean write(Path to, @Nullable String text) throws IOException {
        if (text != null) {
            Files.writeString(to, text);
        }
        return text != null;
    }

    /** What the test says, and what only the runner knows. */
    private Map<String, String> parameters() throws IOException {
        JsonNode properties = new YAMLMapper()
                .readTree(ground.kamelets().resolve(kamelet + ".kamelet.yaml").toFile())
                .at("/spec/definition/properties");
        Map<String, String> all = new LinkedHashMap<>();
        Map.of("flow", FLOW, "connection", Bench.CONNECTION, "schedule", Bench.NEVER)
                .forEach((name, value) -> {
                    if (properties.has(name)) {
                        all.put(name, value);
                    }
                });
        all.putAll(Optional.ofNullable(file.parameters()).orElse(Map.of()));
        return all;
    }

    /** What each step of the test brought about. */
    List<Found> tell(TestFile.Story story) throws Exception {
        bench.camel.getRegistry().bind(GIVEN, (Processor) this::remember);
        SmallestFlow route = isSource()
                ? SmallestFlow.from("kamelet:" + kamelet, parameters).process(GIVEN)
                : SmallestFlow.from(INPUT, Map.of()).to("kamelet:" + kamelet, parameters);
        if (isSource()) {
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

    private boolean becomesValues() {
        return flow.step(RowStory.KAMELET).isPresent();
    }

    private boolean isSource() {
        return kamelet.endsWith("-source");
    }

    /** The steps behind a source: without them no chunk would be handed over, and no run would end. */
    private void behind(SmallestFlow route) {
        flow.collect().stream()
                .skip(1)
                .limit(becomesValues() ? 1 : Integer.MAX_VALUE)
                .filter(step -> !step.kamelet().equals("changed-slices-action"))
                .forEach(step -> route.to("kamelet:" + step.kamelet(), step.parameters()));
        if (becomesValues()) {
            route.split(inside -> rows.behind(inside, GIVEN));
            return;
        }
        if (ofTables) {
            route.to("kamelet:" + CHANGED_ROWS, Map.of("connection", Bench.CONNECTION, "key", key()));
        } else if (objects.carries(kamelet)) {
            route.to("kamelet:changed-objects-action", Map.of("connection", Bench.CONNECTION));
        } else {
            route.to("kamelet:changed-slices-action", LEDGER);
        }
        route.splitTo("jms:queue:" + flow.queue());
    }

    /** A thing has several changes, each of a year. */
    private String key() {
        String key = Objects.requireNonNull(file.key(), "key");
        return kamelet.equals("dataset-changes-source") ? key + ",year,change" : key;
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
        if (isSource() && becomesValues()) {
            new FileStory(bench).receive(story.given().received());
            return sliceStep(story);
        }
        if (kamelet.equals(RowStory.KAMELET)) {
            given.clear();
            Found found = rows.step(story.given(), LEDGER.get("dataSet"));
            given.forEach(batch -> show(batch, found));
            return found;
        }
        if (topic != null) {
            return topic.step(story);
        }
        if (ofTables) {
            return tableStep(Objects.requireNonNull(story.given()));
        }
        return objects.carries(kamelet) ? objects.step(story) : sliceStep(story);
    }

    private Found tableStep(TestFile.Given stated) {
        if (kamelet.startsWith("table-file-")) {
            FileStory files = new FileStory(bench);
            files.receive(stated.received());
            Found found = isSource() ? tables.source(stated) : tables.sink(stated);
            found.stands.addAll(files.stands());
            return found;
        }
        if (kamelet.startsWith("dataset-") && isSource()) {
            tables.publish(stated.published(), parameters.getOrDefault("dataset", ""));
            return tables.source(stated);
        }
        if (kamelet.equals(TableRules.DATASET)) {
            Found found = tables.sink(stated);
            found.stands.addAll(new DatasetStory(bench).stands(parameters.get("dataset")));
            return found;
        }
        if (isSource()) {
            lines(stated.values()).forEach(line -> server().type(dataSet(), line));
            if (stated.cases() != null) {
                server().type(
                                bench.bean(Connections.class).client(Bench.CONNECTION),
                                parameters.get("program"),
                                CaseLines.now(stated.cases(), parameters.getOrDefault("programStage", "VISIT")));
            }
            return tables.source(stated);
        }
        if (kamelet.endsWith("-sink")) {
            return tables.sink(stated);
        }
        return kamelet.equals(CHANGED_ROWS) ? tables.handOver(stated) : tables.action(stated);
    }

    private Found sliceStep(TestFile.Story story) {
        type(story.given());
        if (story.given().fault() != null) {
            server().fail(story.given().fault());
        }
        bench.queues.full(story.given().queueFull());
        Found found = new Found();
        if (isSource()) {
            source(story.given(), found);
        } else if (kamelet.endsWith("-sink")) {
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
    private void type(TestFile.Given given) {
        lines(given.stands()).forEach(line -> server().type(dataSet(), line));
        if (!lines(given.known()).isEmpty()) {
            bench.books.deliver(bench.books.handOver(flow, targetDataSet(), lines(given.known())));
        }
        if (bench.server != null && kamelet.endsWith("-sink")) {
            lines(given.known()).forEach(line -> server().type(dataSet(), line));
        }
        if (given.account() != null) {
            server().account(given.account());
        }
        if (isSource()) {
            lines(given.values()).forEach(line -> server().type(dataSet(), line));
            Optional.ofNullable(given.cases()).ifPresent(cases -> {
                Rules rules = bench.bean(FlowFiles.class).rules(flow);
                server().type(
                                bench.bean(Connections.class).client(Bench.CONNECTION),
                                parameters.get("program"),
                                CaseLines.now(cases, Feed.onlyStage(rules)));
            });
        }
    }

    private String targetDataSet() {
        return isSource() ? TARGET : parameters.getOrDefault("dataSet", "");
    }

    /** Read each time: what the kamelet has cached is not touched. */
    private DataSetMetadata dataSet() {
        String code = file.dataSet() == null ? String.valueOf(parameters.get("dataSet")) : file.dataSet();
        return bench.bean(MetadataReader.class).dataSet(Bench.CONNECTION, code);
    }

    private Server server() {
        return Objects.requireNonNull(bench.server, "this test needs the key 'server'");
    }

    private static List<TestFile.Line> lines(@Nullable List<TestFile.Line> lines) {
        return lines == null ? List.of() : lines;
    }

    private void source(TestFile.Given stated, Found found) {
        TestFile.Asked asked = stated.asks() == null ? new TestFile.Asked(null, null, null, false) : stated.asks();
        Envelope.Mode mode = asked.mode() == null ? Envelope.Mode.SYNC : asked.mode();
        given.clear();
        Run run = bench.bean(FlowStarter.class).start(FLOW, mode, asked.from(), asked.to(), asked.full());
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
                Object answer = bench.template.requestBody(INPUT, batch);
                if (answer instanceof SliceBatch slices) {
                    batches.add(slices);
                } else {
                    ((List<?>) answer).forEach(text -> messages.add(SliceMessage.fromJson((String) text)));
                }
            }
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        if (kamelet.equals("changed-slices-action") && found.fails == null) {
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

    private static void show(Object batch, Found found) {
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
                ? bench.bean(Outbox.class).due(FLOW, Duration.ZERO, 1000, 1000)
                : bench.books.handOver(flow, targetDataSet(), stated.values());
        try {
            messages.forEach(message -> bench.template.requestBody(INPUT, message.toJson()));
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        report(bench.books.runs.latest(FLOW).orElseThrow(), found);
    }

    private void report(Run run, Found found) {
        Run now = bench.books.now(run);
        found.fails =
                found.fails == null && now.problem() != null ? now.problem().code() : found.fails;
        found.findings = bench.books.findings(now);
        found.counts = Books.counts(now);
    }

    @Override
    public void close() {
        bench.close();
    }
}
