package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.DeadLetterCalls;
import org.pirogue.cli.rest.Reject;
import org.pirogue.cli.rest.RejectCalls;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.Sandbox;

/** What was refused or could not be processed is found, understood, and settled by a person or by the change it waits for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RejectsIT {
    private static final String CARRY = "hmis-to-nmdr";
    private static final String QUEUE = "nmcp.hmis-to-nmdr";
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;
    private static int amqp;
    /** A facility that the target's data set is not assigned to, at first. */
    private static String closed;

    private static ObjectNode assigned;
    private static Run firstRun;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 300, "202601", "202603");
        try (ServerSocket free = new ServerSocket(0)) {
            amqp = free.getLocalPort();
        }
        Path password = Files.writeString(folder.resolve("partner"), "of-the-partner");
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.addAll(List.of(
                "--pirogue.delivery.recheck-schedule=*/2 * * * * ?",
                "--pirogue.broker.max-delivery-attempts=2",
                "--pirogue.broker.redelivery-delay-millis=100",
                "--pirogue.broker.amqp-port=" + amqp,
                "--pirogue.broker.clients.partner.password-file=" + password,
                "--pirogue.broker.clients.partner.send=" + QUEUE));
        pirogue = ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
        closed = facility(5);
        assigned = dataSet("nmdr", "NMDR_MAL");
        ObjectNode without = assigned.deepCopy();
        String id = world.export("nmdr").uid("organisationUnits", closed);
        ArrayNode units = (ArrayNode) without.path("organisationUnits");
        for (int i = units.size() - 1; i >= 0; i--) {
            if (units.get(i).path("id").asText().equals(id)) {
                units.remove(i);
            }
        }
        world.server("nmdr").metadata().put("dataSets", without);
        firstRun = pirogue.run(CARRY, Mode.SYNC);
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        world.close();
    }

    private static RejectCalls rejects(String language) {
        return new RejectCalls(pirogue.api(), language);
    }

    private static RejectCalls.Filter open(String code) {
        return new RejectCalls.Filter(CARRY, null, null, null, null, code, null);
    }

    private static Reject one(String code) {
        List<Reject> found = rejects("en").page(open(code), 10).rejects();
        assertThat(found)
                .as(
                        "%s of %s",
                        code,
                        rejects("en")
                                .page(new RejectCalls.Filter(CARRY, null, null, null, null, null, "all"), 20)
                                .rejects())
                .hasSize(1);
        return found.get(0);
    }

    @Test
    @Order(1)
    void whatTheMetadataOfTheTargetForbidsGoesByItselfWhenItAllowsIt() throws IOException {
        RejectCalls.Filter ofUnit = new RejectCalls.Filter(CARRY, null, closed, null, null, "P401", null);
        long count = rejects("en").page(ofUnit, 1).count();
        assertThat(count).isPositive().isEqualTo(firstRun.rejected());
        assertThat(firstRun.state()).isEqualTo("partial");
        RejectCalls.Summary summary =
                rejects("fr").summary(new RejectCalls.Filter(null, firstRun.run(), null, null, null, null, "all"));
        assertThat(summary.count()).isEqualTo(count);
        assertThat(summary.of()).isEqualTo(firstRun.desired());
        assertThat(summary.lines()).as("one line for the unit").singleElement().satisfies(line -> {
            assertThat(line.title()).endsWith(" : l’ensemble de données ne lui est pas affecté à la cible");
            assertThat(line.orgUnit()).isEqualTo(closed);
            assertThat(line.periods()).containsExactly("202601", "202603");
        });
        await().during(Duration.ofSeconds(6))
                .atMost(SOON)
                .until(() -> rejects("en").page(ofUnit, 1).count() == count);
        long reject = rejects("en").page(ofUnit, 1).rejects().get(0).id();

        world.server("nmdr").metadata().put("dataSets", assigned);

        Run over = await().atMost(SOON).until(() -> pirogue.api().run(firstRun.run()), Run::isDone);
        assertThat(over.balanced()).isTrue();
        assertThat(over.written()).isEqualTo(firstRun.desired());
        assertThat(world.export("nmdr").values("NMDR_MAL"))
                .isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
        JsonNode shown = rejects("en").show(reject);
        assertThat(shown.at("/reject/state").asText()).isEqualTo("REPLAYED");
        assertThat(shown.at("/events/0/who").asText()).isEqualTo("pirogue");
    }

    @Test
    @Order(2)
    void aValueIsCorrectedUntilTheSourceSaysSomethingElse() {
        String unit = put("MAL_RDT_USED", "202602", 2, "beaucoup");
        pirogue.run(CARRY, Mode.SYNC);
        Reject reject = one("P250");
        assertThatThrownBy(() -> rejects("en").correct(reject.id(), "12", ""))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P489"));

        Cell cell = new Cell(unit, "202602", "NMDR_RDT_USED", "");
        if (!"NMDR_RDT_USED".equals(reject.dataElement())) {
            assertThatThrownBy(() -> rejects("en").correct(reject.id(), "12", "the register"))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P483"));
            return;
        }
        assertThatThrownBy(() -> rejects("en").correct(reject.id(), "douze", "the register"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P485"));
        assertThat(rejects("en").correct(reject.id(), "12", "the register").taken())
                .containsExactly(reject.id());
        await().atMost(SOON)
                .until(() -> "12".equals(world.export("nmdr").values("NMDR_MAL").get(cell)));

        full();
        assertThat(world.export("nmdr").values("NMDR_MAL")).containsEntry(cell, "12");
        Run compared = pirogue.run(CARRY, Mode.COMPARE);
        assertThat(pirogue.api().comparison(compared.run()).agrees())
                .as("as it was corrected: %s", pirogue.api().comparison(compared.run()))
                .isTrue();
        assertThat(rejects("en").page(open("P250"), 10).rejects()).isEmpty();
        put("MAL_RDT_USED", "202602", 2, "14");
        pirogue.run(CARRY, Mode.SYNC);
        assertThat(world.export("nmdr").values("NMDR_MAL")).containsEntry(cell, "14");
        assertThat(one("P484").text()).contains("beaucoup", "12");
        assertThat(rejects("en").corrections(CARRY).get(0).path("state").asText())
                .isEqualTo("LAPSED");
    }

    @Test
    @Order(3)
    void theDataManagerOfADistrictGetsATableInNames() throws IOException {
        String unit = put("MAL_RDT_USED", "202601", 3, "=SUM(A1)");
        put("MAL_RDT_USED", "202601", 40, "beaucoup");
        pirogue.run(CARRY, Mode.SYNC);
        String district = unit.substring(0, unit.lastIndexOf('_'));
        Path table = folder.resolve("rejects.csv");

        rejects("fr").table(new RejectCalls.Filter(CARRY, null, district, null, null, "P250", null), null, true, table);

        String text = Files.readString(table);
        assertThat(text).startsWith("\uFEFF");
        List<NamedCsvRecord> rows = CsvReader.builder().fieldSeparator(';').ofNamedCsvRecord(text.substring(1)).stream()
                .toList();
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getField("Code de la formation")).isEqualTo(unit);
            assertThat(row.getField("Formation sanitaire")).isNotBlank().isNotEqualTo(unit);
            assertThat(row.getField("Mois")).isEqualTo("janvier 2026");
            assertThat(row.getField("Valeur")).isEqualTo("'=SUM(A1)");
            assertThat(row.getField("Pourquoi")).endsWith("n’est pas un nombre");
        });
        assertThatThrownBy(() ->
                        rejects("en").page(new RejectCalls.Filter(CARRY, null, "NOWHERE", null, null, null, null), 1))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P487"));
    }

    @Test
    @Order(4)
    void manyAreDismissedOnceTheirNumberIsSaid() {
        RejectCalls calls = rejects("en");
        long count = calls.page(open("P250"), 1).count();
        assertThat(count).isEqualTo(2);
        assertThatThrownBy(() -> calls.decide("dismiss", open("P250"), count + 1, "known"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P486"));
        assertThat(calls.decide("dismiss", open("P250"), count, "known").taken())
                .hasSize(2);
        full();
        assertThat(calls.page(open("P250"), 1).count())
                .as("it does not come back")
                .isZero();
    }

    @Test
    @Order(5)
    void poisonIsPutAsideWithItsReasonAndBlocksNothingBehindIt() throws Exception {
        send("not a batch, but { a secret }");
        send(message("gone-flow", 1));
        String unit = put("MAL_RDT_USED", "202603", 6, "31");

        Run run = pirogue.run(CARRY, Mode.SYNC);

        assertThat(world.export("nmdr").values("NMDR_MAL"))
                .containsEntry(new Cell(unit, "202603", "NMDR_RDT_USED", ""), "31");
        assertThat(run.balanced()).isTrue();
        DeadLetterCalls calls = new DeadLetterCalls(pirogue.api());
        await().atMost(SOON).until(() -> calls.list(10).size() == 2);
        List<DeadLetterCalls.Letter> letters = calls.list(10);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.queue()).isEqualTo(QUEUE);
            assertThat(letter.flow()).isEqualTo(CARRY);
            assertThat(letter.attempts()).isEqualTo(2);
        });
        assertThat(letters).extracting(DeadLetterCalls.Letter::code).containsExactlyInAnyOrder("P480", "P491");
        assertThat(letters).extracting(DeadLetterCalls.Letter::slices).containsExactlyInAnyOrder(null, 0);
        assertThat(pirogue.log()).doesNotContain("a secret");

        calls.decide("replay", letters.get(0).id(), null);
        await().atMost(SOON).until(() -> calls.list(10).size() == 2);
        for (DeadLetterCalls.Letter letter : calls.list(10)) {
            assertThatThrownBy(() -> calls.decide("discard", letter.id(), ""))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P489"));
            calls.decide("discard", letter.id(), "written by a test");
        }
        assertThat(calls.list(10)).isEmpty();
        assertThatThrownBy(() -> calls.show(letters.get(0).id()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P490"));
    }

    private static void full() {
        pirogue.over(pirogue.api()
                .start(CARRY, new RunRequest(null, null, true, Mode.SYNC))
                .run());
    }

    private static void send(String text) throws Exception {
        var factory = new JmsConnectionFactory("partner", "of-the-partner", "amqp://127.0.0.1:" + amqp);
        try (var context = factory.createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), text);
        }
    }

    private static String message(String flow, long run) {
        return "{\"contract\":1,\"envelope\":{\"flow\":\"" + flow + "\",\"workspace\":\"nmcp\",\"run\":" + run
                + ",\"chunk\":1,\"mode\":\"SYNC\"},\"dataSet\":\"NMDR_MAL\",\"slices\":[]}";
    }

    /** @param number of the facility. @return its code */
    private static String put(String dataElement, String period, int number, String value) {
        Export hmis = world.export("hmis");
        String code = facility(number);
        world.server("hmis")
                .dataValues()
                .put(
                        hmis.uid("dataElements", dataElement),
                        period,
                        hmis.uid("organisationUnits", code),
                        "",
                        "",
                        value,
                        "somebody",
                        Instant.now());
        return code;
    }

    private static String facility(int number) {
        return world.export("hmis").codes("organisationUnits").values().stream()
                .filter(unit -> unit.matches("BDI_\\d{4}_\\d\\d"))
                .sorted()
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode dataSet(String server, String code) {
        Sandbox sandbox = world.server(server);
        return sandbox.metadata()
                .byId("dataSets", world.export(server).uid("dataSets", code))
                .orElseThrow()
                .deepCopy();
    }
}
