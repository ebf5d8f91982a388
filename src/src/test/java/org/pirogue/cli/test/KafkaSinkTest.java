package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.workspace.WorkspaceSettings;

/** {@code kafka-sink} against a real broker in this JVM: what a consumer of the compacted topic sees is what should stand. */
class KafkaSinkTest {
    private static final String INPUT = "direct:kamelet";
    private static final int TIMEOUT_SECS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static KafkaBroker broker;

    private final Map<String, Map<String, String>> source = new TreeMap<>();
    private String topic;
    private Bench bench;
    private Flow flow;

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws Exception {
        broker = new KafkaBroker(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        broker.topic(topic, Map.of("cleanup.policy", "compact", "max.message.bytes", "4000"));
        open(topic);
    }

    private void open(String written) throws Exception {
        Ground ground = new Ground(TestGround.HOME, TestGround.ledger(), TestGround.scratch());
        Map<String, String> sink = Map.of("connection", "partners", "topic", written);
        flow = new Flow(
                "to-partners",
                "test",
                ground.folder("flow"),
                List.of(new Flow.Step("changed-slices-action", Map.of("connection", "partners", "dataSet", "OPEN"))),
                List.of(new Flow.Step("kafka-sink", sink)),
                "test.to-partners");
        bench = new Bench(
                ground,
                new Flows(List.of(flow)),
                LocalDate.of(2026, 10, 15),
                Map.of(),
                Map.of(
                        "partners",
                        WorkspaceSettings.Connection.kafka("test", List.of(broker.address()), TIMEOUT_SECS)));
        SmallestFlow.from(INPUT, Map.of()).to("kamelet:kafka-sink", sink).start(bench.camel);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theTopicAlwaysHoldsWhatShouldStand() {
        fill(30);
        Run first = run();
        assertThat(broker.records(topic)).hasSize(30);
        assertThat(counts(first)).containsEntry("written", 60L).containsEntry("inFlight", 0L);
        assertSame();

        Run second = run();
        assertThat(broker.records(topic)).as("a second run sends nothing").hasSize(30);
        assertThat(counts(second)).containsEntry("unchanged", 60L).containsEntry("written", 0L);

        source.get("U7").put("CONF/U5", "99");
        run();
        assertThat(broker.records(topic))
                .as("one slice changed: one record, whole")
                .hasSize(31);
        assertSame();

        source.put("U8", new TreeMap<>());
        Run vanished = run();
        ConsumerRecord<String, String> tombstone = last("OPEN/U8/202601/");
        assertThat(broker.records(topic)).hasSize(32);
        assertThat(tombstone.value()).isNull();
        assertThat(header(tombstone, "version")).isEqualTo("2");
        assertThat(counts(vanished)).containsEntry("deleted", 2L);
        source.remove("U8");
        assertSame();
    }

    @Test
    @Tag("full")
    void aRecordSaysWhatItIsInItsHeadersAndNothingElse() throws Exception {
        source.put("A/B", new TreeMap<>(Map.of("CONF/U5", "4", "ITN", "14")));
        Run run = run();
        ConsumerRecord<String, String> record = last("OPEN/A%2FB/202601/");
        assertThat(JSON.readTree(record.value())).isEqualTo(JSON.readTree("""
                        {"contract":1,"version":1,"dataSet":"OPEN","orgUnit":"A/B","period":"202601","attributeOptions":[],
                         "values":[{"dataElement":"CONF","categoryOptions":["U5"],"value":"4"},
                                   {"dataElement":"ITN","categoryOptions":[],"value":"14"}]}"""));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(TestGround.HOME.resolve("deploy/slice-record.schema.json")))
                        .validate(JSON.readTree(record.value())))
                .isEmpty();
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(each -> headers.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .isEqualTo(Map.of(
                        "flow", "to-partners", "run", String.valueOf(run.run()), "version", "1", "contract", "1"));
        assertThat(bench.camel.getEndpoints())
                .as("neither address nor secret stands in a URI")
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains(broker.address()));
    }

    @Test
    @Tag("full")
    void whatIsTooLargeIsRefusedAndItsNeighboursGo() {
        fill(5);
        IntStream.range(0, 900).forEach(i -> source.get("U3").put("E" + (i * 7919), String.valueOf(i * 104_729)));
        Run run = run();
        assertThat(bench.books.findings(run)).hasSize(902).containsOnly("P581");
        assertThat(counts(run)).containsEntry("written", 8L).containsEntry("inFlight", 0L);
        assertThat(broker.records(topic)).hasSize(4);

        assertThat(counts(run())).as("a standing reject is not sent again").containsEntry("written", 0L);

        source.put("U3", new TreeMap<>(Map.of("CONF/U5", "3")));
        run();
        assertSame();
    }

    /** Fixed seed: whatever changes between, and however often the broker is away, nothing is lost and nothing else stands. */
    @Test
    @Tag("full")
    void aBrokerThatIsAwayInTheMiddleLosesNothing() throws Exception {
        Random random = new Random(20261127);
        fill(60);
        List<SliceMessage> messages = handOver(40);
        messages.subList(0, 1).forEach(this::deliver);
        broker.stop();
        messages.subList(1, 3).forEach(this::deliver);
        Run away = bench.books.runs.latest(flow.name()).orElseThrow();
        assertThat(away.problem().code()).isIn("P578", "P580");
        assertThat(counts(away)).containsEntry("rejected", 0L);
        assertThat(counts(away).get("inFlight")).isPositive();
        assertThat(bench.texts(flow.queue())).as("both messages came back").hasSize(2);

        IntStream.range(0, 10).forEach(i -> change(random));
        handOver(40);
        broker.start();
        due();
        assertThat(counts(bench.books.runs.latest(flow.name()).orElseThrow())).containsEntry("inFlight", 0L);
        assertSame();
    }

    @Test
    @Tag("full")
    void aTopicThatIsNotThereIsWaitedFor() throws Exception {
        bench.close();
        open("later");
        fill(2);
        Run run = run();
        assertThat(bench.books.now(run).problem().code()).isEqualTo("P585");
        assertThat(counts(run)).containsEntry("inFlight", 4L);
        broker.topic("later", Map.of("cleanup.policy", "compact"));
        topic = "later";
        due();
        assertSame();
    }

    private void fill(int units) {
        for (int i = 0; i < units; i++) {
            source.put("U" + i, new TreeMap<>(Map.of("CONF/U5", String.valueOf(i), "CONF/O5", String.valueOf(2 * i))));
        }
    }

    private void change(Random random) {
        List<String> units = new ArrayList<>(source.keySet());
        Map<String, String> slice = source.get(units.get(random.nextInt(units.size())));
        switch (random.nextInt(3)) {
            case 0 -> slice.clear();
            case 1 -> slice.put("CONF/U5", String.valueOf(1000 + random.nextInt(1000)));
            default -> slice.put("ITN", String.valueOf(random.nextInt(1000)));
        }
    }

    private List<SliceMessage> handOver(int valuesPerMessage) {
        List<TestFile.Line> lines = new ArrayList<>();
        source.forEach((unit, values) -> lines.add(new TestFile.Line(unit, "202601", "", values, null, null)));
        return bench.books.handOver(flow, "OPEN", lines).stream()
                .flatMap(all ->
                        SliceMessage.split(all.envelope(), all.dataSet(), all.slices(), valuesPerMessage).stream())
                .toList();
    }

    private Run run() {
        handOver(1000).forEach(this::deliver);
        return bench.books.runs.latest(flow.name()).orElseThrow();
    }

    private void due() {
        bench.bean(Outbox.class).due(flow.name(), Duration.ZERO, 1000, 1000).forEach(this::deliver);
    }

    private void deliver(SliceMessage message) {
        bench.template.requestBody(INPUT, message.toJson());
    }

    private Map<String, Long> counts(Run run) {
        return Books.counts(bench.books.now(run));
    }

    /** What a consumer of the compacted topic holds in the end, cell by cell. */
    private void assertSame() {
        Map<String, Map<String, String>> seen = new TreeMap<>();
        for (ConsumerRecord<String, String> each : broker.records(topic)) {
            String unit = each.key().split("/")[1];
            if (each.value() == null) {
                seen.remove(unit);
            } else {
                seen.put(unit, cells(each.value()));
            }
        }
        Map<String, Map<String, String>> wanted = new TreeMap<>(source);
        wanted.values().removeIf(Map::isEmpty);
        assertThat(seen).isEqualTo(wanted);
    }

    private static Map<String, String> cells(String document) {
        Map<String, String> cells = new TreeMap<>();
        try {
            for (JsonNode each : JSON.readTree(document).path("values")) {
                String options = String.join(
                        ";",
                        StreamSupport.stream(each.path("categoryOptions").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList());
                String element = each.path("dataElement").asText();
                cells.put(
                        options.isEmpty() ? element : element + "/" + options,
                        each.path("value").asText());
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return cells;
    }

    private ConsumerRecord<String, String> last(String key) {
        return broker.records(topic).stream()
                .filter(each -> each.key().equals(key))
                .reduce((one, later) -> later)
                .orElseThrow();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
