package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.SliceMessage;

/** The real data value sink and ledger before one server, told step by step in Java. */
final class OneSink implements AutoCloseable {
    static final String SET = "MALARIA";
    private static final String MAPPING = """
            source_data_element,source_category_options,target_data_element,target_category_options,valid_from,valid_to,note
            CONF,U5,CONF,U5,,,
            """;

    final Flow flow;
    final Bench bench;
    final Server server;

    OneSink(String name, Path folder, LocalDate today) throws Exception {
        Files.writeString(folder.resolve("mapping.csv"), MAPPING);
        flow = new Flow(
                name,
                "test",
                folder,
                List.of(
                        new Flow.Step("dhis2-data-values-sink", Map.of("connection", Bench.CONNECTION, "dataSet", SET)),
                        new Flow.Step("map-codes-action", Map.of("mapping", "mapping.csv")),
                        new Flow.Step("changed-slices-action", Map.of("connection", Bench.CONNECTION, "dataSet", SET))),
                List.of(),
                "test." + name);
        bench = new Bench(
                TestGround.ground(),
                new Flows(List.of(flow)),
                today,
                Map.of(Bench.CONNECTION, TestGround.HOME.resolve("kamelets/test/hmis.json")));
        server = Objects.requireNonNull(bench.server);
        bench.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink")
                        .to("kamelet:dhis2-data-values-sink?connection=" + Bench.CONNECTION + "&dataSet=" + SET);
            }
        });
        bench.camel.start();
    }

    /** One malaria figure a facility's month: {@code A/202501}. */
    Run delivers(String value, String... reports) {
        List<TestFile.Line> lines = java.util.Arrays.stream(reports)
                .map(report -> report.split("/"))
                .map(it -> new TestFile.Line(it[0], it[1], "", Map.of("CONF/U5", value), null, List.of()))
                .toList();
        bench.books.handOver(flow, SET, lines).forEach(this::deliver);
        return now();
    }

    void deliver(SliceMessage message) {
        try {
            bench.template.requestBody("direct:sink", message.toJson());
        } catch (CamelExecutionException e) {
            throw new AssertionError("the message would be dead", e);
        }
    }

    Run now() {
        return bench.books.now(bench.books.runs.latest(flow.name()).orElseThrow());
    }

    void posts(String fault) throws Exception {
        JsonNode json = new YAMLMapper().readTree(fault);
        ((com.fasterxml.jackson.databind.node.ObjectNode) json)
                .put("method", "POST")
                .put("path", "dataValueSets");
        server.fail(json);
    }

    @Override
    public void close() {
        bench.close();
    }
}
