package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Dhis2BulkComponentTest {

    private final CamelContext context = new DefaultCamelContext();
    private SmallServer server;
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        server = Recording.of("dvs-get-period-200").server();
        context.getRegistry()
                .bind(
                        "hmis",
                        server.connection()
                                .maxConnections(1)
                                .responseTimeout(Duration.ofSeconds(5))
                                .build());
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    @Test
    void streamsThroughTheSplitterOfAYamlRoute() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        context.getRegistry().bind("seen", (org.apache.camel.Processor) exchange -> {
            exchange.getMessage().getMandatoryBody(DataValue.class);
            seen.incrementAndGet();
        });
        load("""
                - route:
                    id: read
                    from:
                      uri: direct:read
                      steps:
                        - to:
                            uri: dhis2-bulk:exportDataValues
                            parameters:
                              connection: hmis
                              dataSet: RzjXAkWoelI
                              orgUnit: Vc5Gqlx2pQS
                              period: "202510"
                              parameter.orgUnitIdScheme: UID
                        - split:
                            simple: "${body}"
                            streaming: true
                            steps:
                              - process:
                                  ref: "#seen"
                """);
        template.sendBody("direct:read", null);
        assertThat(seen).hasValue(18);
        assertThat(server.requests.get(0).target())
                .isEqualTo(
                        "/api/dataValueSets?dataSet=RzjXAkWoelI&orgUnit=Vc5Gqlx2pQS&period=202510&orgUnitIdScheme=UID");
    }

    @Test
    void splitsWhileTheServerIsStillWriting() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        String value = "{\"dataElement\":\"a\",\"period\":\"202501\",\"orgUnit\":\"o\",\"value\":\"1\"}";
        server.answering((request, out, socket) -> {
            SmallServer.head(out, 200, "Content-Type: application/json");
            // The splitter looks one ahead, to know which is the last.
            out.write(("{\"dataValues\":[" + " ".repeat(10_000) + value + "," + value)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (firstSeen.await(4, TimeUnit.SECONDS)) {
                out.write(("," + value + "]}").getBytes(StandardCharsets.US_ASCII));
            }
        });
        AtomicInteger seen = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read")
                        .to("dhis2-bulk:exportDataValues?connection=hmis")
                        .split(body())
                        .streaming()
                        .process(exchange -> {
                            seen.incrementAndGet();
                            firstSeen.countDown();
                        });
            }
        });
        template.sendBody("direct:read", query());
        assertThat(seen).hasValue(3);
    }

    @Test
    void givesTheConnectionBackWhenTheRouteFailsOnTheWay() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read")
                        .to("dhis2-bulk:exportDataValues?connection=hmis")
                        .throwException(new IllegalStateException("on the way"));
            }
        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> template.sendBody("direct:read", query())).hasRootCauseMessage("on the way");
        }
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void failsTheExchangeWhereTheAnswerBreaksOff() throws Exception {
        server.answering((request, out, socket) -> SmallServer.reply(
                out,
                200,
                "X: y",
                "{\"dataValues\":[{\"dataElement\":\"a\",\"period\":\"202501\",\"orgUnit\":\"o\",\"value\":\"1\"},"));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read")
                        .to("dhis2-bulk:exportDataValues?connection=hmis")
                        .split(body())
                        .streaming()
                        .log("a value");
            }
        });
        assertThatThrownBy(() -> template.sendBody("direct:read", query()))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseInstanceOf(Dhis2Exception.class);
    }

    @Test
    void writesACollectionAndPutsTheVerdictIntoTheBody() {
        List<DataValue> values = List.of(
                DataValue.put("de", "202501", "ou", null, "1"), DataValue.put("odd", "202501", "ou", null, "1"));
        try (StrictTarget target = new StrictTarget()) {
            context.getRegistry().bind("nmdr", target.server.connection().build());
            Verdict decided = template.requestBody(
                    "dhis2-bulk:importDataValues?connection=nmdr&dataSet=ds", values, Verdict.class);
            assertThat(decided.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.REFUSED);
            assertThat(target.server.requests.get(0).body()).startsWith("{\"dataSet\":\"ds\"");
            Verdict once = template.requestBody(
                    "dhis2-bulk:importDataValues?connection=nmdr&bisect=false", values, Verdict.class);
            assertThat(once.count(Outcome.State.BLAMED)).isEqualTo(2);
        }
    }

    @Test
    void writesATrackerPayloadOfText() {
        Recording recording = Recording.of("tracker-post-sync-created-200");
        server.answering(
                (request, out, socket) -> SmallServer.reply(out, 200, recording.headers(), recording.answer()));
        TrackerVerdict verdict = template.requestBody(
                "dhis2-bulk:importTracker?connection=#hmis", recording.sent().toString(), TrackerVerdict.class);
        assertThat(verdict.count(Outcome.State.ACCEPTED)).isEqualTo(3);
    }

    @Test
    void readsTrackedEntitiesByOptions() {
        server.answering((request, out, socket) -> SmallServer.reply(
                out, 200, "X: y", Recording.of("tracker-te-filter-unique-200").answer()));
        TrackedEntities entities = template.requestBody(
                "dhis2-bulk:exportTrackedEntities?connection=hmis&program=p&pageSize=5", null, TrackedEntities.class);
        assertThat(entities).isNotNull();
        assertThat(server.requests.get(0).target()).contains("program=p&orgUnitMode=ACCESSIBLE", "pageSize=5");
    }

    @Test
    void namesAConnectionThatIsNotThere() {
        assertThatThrownBy(() -> template.sendBody("dhis2-bulk:importDataValues?connection=nowhere", List.of()))
                .hasStackTraceContaining("connection 'nowhere' is not a Dhis2Connection in the registry");
    }

    @Test
    void isNoSourceOfARoute() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("dhis2-bulk:exportDataValues?connection=hmis").log("x");
                    }
                }))
                .hasStackTraceContaining("not its source");
    }

    @Test
    void documentsEveryOption() throws Exception {
        String docs = Files.readString(Path.of("src/main/docs/dhis2-bulk-component.adoc"));
        String catalog = new String(
                getClass()
                        .getResourceAsStream("/META-INF/org/pirogue/camel/dhis2/bulk/dhis2-bulk.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Json.MAPPER.readTree(catalog).path("properties").fieldNames().forEachRemaining(option -> assertThat(docs)
                .contains("|" + option + " |"));
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.yaml", yaml));
    }

    private static DataValueQuery query() {
        return DataValueQuery.of("a")
                .orgUnits(List.of("o"))
                .periods(List.of("202501"))
                .build();
    }
}
