package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.flow.DataSetMetadata;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.workspace.Connections;

/**
 * What Pirogue does with each answer of a target: the table in {@code deploy/answers.md}, row by row, through the real sink
 * and ledger, against a server that answers so. The table and the cases here have the same rows, or this fails.
 */
class AnswersTest {
    private static final String TABLE = "deploy/answers.md";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (.+?) \\| (retry|stop|reject|done) \\| (P\\d{3}|E\\d{4}|-) \\|");
    private static final String RECORDED = "components/dhis2-sandbox/src/test/resources/recorded";
    private static final String REFUSALS = "(sync-)?dvs-post-.*-409\\.json";
    private static final String SET = "MALARIA";
    private static final String MAPPING = """
            source_data_element,source_category_options,target_data_element,target_category_options,valid_from,valid_to,note
            CONF,U5,CONF,U5,,,
            """;
    private static final String ERROR = "{\"httpStatusCode\":%d,\"status\":\"ERROR\",\"message\":\"no\"}";
    private static final String SUMMARY = "{\"status\":\"ERROR\",\"httpStatusCode\":409,\"message\":\"x\",\"response\":"
            + "{\"status\":\"ERROR\",\"importCount\":{\"imported\":0,\"updated\":0,\"ignored\":0,\"deleted\":0},"
            + "\"rejectedIndexes\":[0],\"conflicts\":[{\"errorCode\":\"E8022\",\"value\":\"org unit(s): `[x]`\","
            + "\"indexes\":[0],\"objects\":{}}]}}";

    private static final String REGISTRATION = "registration: ";
    private static final String COUNTS = "{\"status\":\"x\",\"message\":\"x\",\"response\":{\"status\":\"x\","
            + "\"importCount\":{\"imported\":0,\"updated\":0,\"ignored\":%d,\"deleted\":0},\"conflicts\":[]}}";

    @TempDir
    Path folder;

    /** By the row's name: the sandbox's fault script. */
    private static Map<String, String> cases() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("200 with a verdict", "");
        cases.put("200 with an empty body", "{kind: empty}");
        cases.put("200 with an empty list", status(200, "[]"));
        cases.put("200 with a page of HTML", status(200, "<html>welcome</html>"));
        cases.put("200 with a message and no counts", status(200, "{\"status\":\"OK\",\"message\":\"done\"}"));
        cases.put("302 to the sign-in page", "{kind: login}");
        cases.put("302 to elsewhere", "{kind: status, status: 302, headers: {Location: 'http://other.invalid/'}}");
        cases.put("400 in DHIS2's words", status(400, ERROR.formatted(400)));
        cases.put("401", status(401, ""));
        cases.put("403", status(403, ""));
        cases.put("404", status(404, ""));
        cases.put("409 with a verdict", status(409, SUMMARY));
        cases.put("409 in DHIS2's words, without a verdict", status(409, ERROR.formatted(409)));
        cases.put("409 without words", status(409, ""));
        cases.put("413", status(413, "<html>too large</html>"));
        cases.put("429", status(429, ""));
        cases.put("429 with Retry-After in seconds", retryAfter("120"));
        cases.put("429 with Retry-After as a date", retryAfter("Fri, 06 Nov 2099 10:00:30 GMT"));
        cases.put("429 with a Retry-After that cannot be read", retryAfter("soon"));
        cases.put("500 in DHIS2's words", status(500, ERROR.formatted(500)));
        cases.put("500 without words", status(500, ""));
        cases.put("502 with HTML", status(502, "<html>bad gateway</html>"));
        cases.put("503", status(503, ""));
        cases.put("504", status(504, ""));
        cases.put("cut before the request is carried out", "{kind: drop-before}");
        cases.put("cut after it was carried out", "{kind: drop-after}");
        cases.put("a verdict that breaks off", "{kind: truncate, atByte: 40}");
        cases.put("half-closed after it was carried out", "{kind: half-close, atByte: 0}");
        cases.put("half-closed within the verdict", "{kind: half-close, atByte: 40}");
        cases.put("no answer in time, carried out later", "{kind: latency, latencyMillis: 7000, times: 1}");
        cases.putAll(ofRegistrations());
        return cases;
    }

    /** Answers to the second POST, which says that a report is complete. */
    private static Map<String, String> ofRegistrations() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put(REGISTRATION + "200 with a verdict", "");
        cases.put(REGISTRATION + "200 with an empty body", "{kind: empty}");
        cases.put(REGISTRATION + "200 with a message and no counts", status(200, "{\"status\":\"OK\"}"));
        cases.put(REGISTRATION + "200 that counts nothing", status(200, COUNTS.formatted(0)));
        cases.put(REGISTRATION + "302 to the sign-in page", "{kind: login}");
        cases.put(REGISTRATION + "403", status(403, ""));
        cases.put(REGISTRATION + "409 with a verdict", status(409, COUNTS.formatted(1)));
        cases.put(REGISTRATION + "409 without words", status(409, ""));
        cases.put(REGISTRATION + "429", status(429, ""));
        cases.put(REGISTRATION + "503", status(503, ""));
        cases.put(REGISTRATION + "cut after it was carried out", "{kind: drop-after}");
        cases.put(REGISTRATION + "a verdict that breaks off", "{kind: truncate, atByte: 40}");
        return cases;
    }

    private static String status(int status, String body) {
        return "{kind: status, status: " + status + ", body: '" + body.replace("'", "''") + "'}";
    }

    private static String retryAfter(String form) {
        return "{kind: status, status: 429, headers: {Retry-After: '" + form + "'}}";
    }

    private record Row(String answer, String does, String code) {}

    private static List<Row> table() throws IOException {
        String text = Files.readString(TestGround.HOME.resolve(TABLE));
        return ROW.matcher(text).results().map(AnswersTest::row).toList();
    }

    private static Row row(MatchResult found) {
        return new Row(found.group(1).strip(), found.group(2), found.group(3));
    }

    @Test
    void theTableHasTheCasesOfThisTestAndNoOther() throws IOException {
        assertThat(table().stream().map(Row::answer)).containsExactlyElementsOf(cases().keySet());
    }

    @TestFactory
    Stream<DynamicTest> doesWhatTheTableSays() throws IOException {
        Files.writeString(folder.resolve("mapping.csv"), MAPPING);
        return table().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.answer() + ": " + row.does(), () -> new Told(row.answer(), folder).mustBe(row)));
    }

    /** Each 409 that a real server was recorded to give to data values: a reject with DHIS2's own code, or a lock that passes. */
    @TestFactory
    Stream<DynamicTest> rejectsAsEachRecorded409Says() throws IOException {
        Files.writeString(folder.resolve("mapping.csv"), MAPPING);
        try (Stream<Path> files = Files.list(TestGround.HOME.resolve(RECORDED))) {
            List<Path> recorded = files.filter(
                            file -> file.getFileName().toString().matches(REFUSALS))
                    .sorted()
                    .toList();
            assertThat(recorded).hasSize(24);
            return recorded.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> rejects(file)));
        }
    }

    private void rejects(Path file) throws Exception {
        JsonNode body =
                new YAMLMapper().readTree(file.toFile()).path("response").path("body");
        String code = body.path("response")
                .path("conflicts")
                .path(0)
                .path("errorCode")
                .asText();
        String name = file.getFileName().toString();
        Told told = new Told(name, folder, status(409, body.toString()));
        if (code.equals("E8030")) {
            told.mustWaitForTheLock();
        } else {
            told.mustBe(new Row(name, "reject", code));
        }
    }

    /** One delivery of one value while the server answers so, and one after it is well again. */
    private static final class Told {
        private final String answer;
        private final String fault;
        private final boolean registers;
        private final Flow flow;
        private Run run;
        private boolean stopped;

        Told(String answer, Path folder) {
            this(answer, folder, String.valueOf(cases().get(answer)));
        }

        Told(String answer, Path folder, String fault) {
            this.answer = answer;
            this.fault = fault;
            this.registers = answer.startsWith(REGISTRATION);
            this.flow = new Flow(
                    "answers",
                    "test",
                    folder,
                    List.of(
                            new Flow.Step(
                                    "dhis2-data-values-sink",
                                    Map.of("dataSet", SET, "completeness", registers ? "settled" : "none")),
                            new Flow.Step("map-codes-action", Map.of("mapping", "mapping.csv"))),
                    List.of(),
                    "test.answers");
        }

        /** A lock is no fault of the value, and no hurry: the ledger holds it, the queue does not. */
        void mustWaitForTheLock() throws Exception {
            answered(bench -> {
                Run now = bench.books.now(run);
                assertThat(now.inFlight()).isEqualTo(1);
                assertThat(now.desired().rejected()).isZero();
                assertThat(waiting(bench)).isZero();
                assertThat(stopped).isFalse();
            });
        }

        void mustBe(Row row) throws Exception {
            answered(bench -> {
                assertThat(seen(bench)).isEqualTo(row);
                bench.server.recover();
                if (row.does().equals("retry") && !row.code().equals("P315")) {
                    arrivesOnceTheServerIsWell(bench);
                }
            });
        }

        private void answered(Consumer<Bench> then) throws Exception {
            Path metadata = TestGround.HOME.resolve("kamelets/test/hmis.json");
            try (Bench bench = new Bench(
                    TestGround.ground(),
                    new Flows(List.of(flow)),
                    java.time.LocalDate.of(2026, 5, 1),
                    Map.of(Bench.CONNECTION, metadata))) {
                start(bench);
                SliceMessage message = handedOver(bench);
                if (!fault.isEmpty()) {
                    JsonNode json = new YAMLMapper().readTree(fault);
                    ((com.fasterxml.jackson.databind.node.ObjectNode) json)
                            .put("method", "POST")
                            .put("path", registers ? "completeDataSetRegistrations" : "dataValueSets");
                    bench.server.fail(json);
                }
                deliver(bench, message);
                then.accept(bench);
            }
        }

        private void start(Bench bench) throws Exception {
            bench.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:sink")
                            .to("kamelet:dhis2-data-values-sink?connection=" + Bench.CONNECTION + "&dataSet=" + SET);
                }
            });
            bench.camel.start();
        }

        private SliceMessage handedOver(Bench bench) {
            Map<String, String> values = registers ? Map.of("@complete", "2026-02-07") : Map.of("CONF/U5", "4");
            TestFile.Line line = new TestFile.Line("A", "202501", "", values, null, List.of());
            List<SliceMessage> messages = bench.books.handOver(flow, SET, List.of(line));
            run = bench.books.runs.latest(flow.name()).orElseThrow();
            return messages.get(0);
        }

        private void deliver(Bench bench, SliceMessage message) {
            try {
                bench.template.requestBody("direct:sink", message.toJson());
            } catch (CamelExecutionException e) {
                stopped = true;
            }
        }

        private Row seen(Bench bench) {
            Run now = bench.books.now(run);
            String code = now.problem() == null ? "-" : now.problem().code();
            if (now.desired().rejected() == 1) {
                return new Row(answer, "reject", bench.books.findings(now).get(0));
            }
            if (now.desired().written() == 1) {
                return new Row(answer, "done", code);
            }
            assertThat(now.inFlight()).as("in flight").isEqualTo(1);
            assertThat(waiting(bench)).as("messages that came back").isEqualTo(stopped ? 0 : 1);
            return new Row(answer, stopped ? "stop" : "retry", code);
        }

        private int waiting(Bench bench) {
            return bench.camel
                    .getEndpoint("jms:queue:" + flow.queue(), SedaEndpoint.class)
                    .getQueue()
                    .size();
        }

        private void arrivesOnceTheServerIsWell(Bench bench) {
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(30))
                    .until(() -> {
                        bench.messages(flow.queue()).forEach(again -> deliver(bench, again));
                        return bench.books.now(run).desired().written() == 1;
                    });
            DataSetMetadata dataSet = bench.bean(MetadataReader.class).dataSet(Bench.CONNECTION, SET);
            assertThat(Server.stands(bench.bean(Connections.class).client(Bench.CONNECTION), dataSet))
                    .hasSize(1)
                    .allSatisfy((key, values) ->
                            assertThat(values).hasSize(1).containsValue(registers ? "2026-02-07" : "4"));
        }
    }
}
