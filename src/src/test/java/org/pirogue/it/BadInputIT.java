package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.Reject;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.fault.FaultKind;

/** What is wrong outside ends in a code and in a run that is not done; it never looks like "nothing to do". */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputIT {
    private static final String COUNT = "tracker-to-hmis";
    private static final String CARRY = "hmis-to-nmdr";
    private static final String PAGE = "<!DOCTYPE html><html><body>Maintenance</body></html>";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static World world;
    private static Door door;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 700, "202512", "202604");
        door = new Door(world.server("nmdr").url());
        List<String> settings = new ArrayList<>(world.settings(folder, Map.of("nmdr", door.url())));
        settings.addAll(List.of(
                "--pirogue.broker.redelivery-delay-millis=300",
                "--pirogue.broker.redelivery-multiplier=1",
                "--pirogue.broker.max-delivery-attempts=1000",
                "--pirogue.delivery.retry-secs=1",
                "--pirogue.delivery.doubt-secs=1"));
        pirogue = ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
        assertThat(pirogue.run(COUNT, Mode.SYNC).failed()).isFalse();
        assertThat(pirogue.run(CARRY, Mode.SYNC).state()).isEqualTo("done");
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        door.close();
        world.close();
    }

    @AfterEach
    void nothingIsWrongAnyMore() throws IOException {
        door.open();
        Stream.of("tracker", "hmis", "nmdr")
                .forEach(name -> world.server(name).faults().clear());
    }

    @Test
    @Order(1)
    void refusesAFlowThatItDoesNotKnow() {
        assertThatThrownBy(() -> pirogue.api().start("hmis-to-nowhere", RunRequest.of(Mode.SYNC)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P551"));
    }

    static Stream<Arguments> badAnswers() {
        Map<String, Function<String, Fault>> faults = Map.of(
                "an empty answer", path -> Fault.of(FaultKind.EMPTY, path),
                "a login page", path -> Fault.of(FaultKind.LOGIN, path),
                "an answer that breaks off", path -> Fault.truncate(path, 300),
                "an HTML page", path -> Fault.status(path, 200, PAGE, "Content-Type", "text/html"),
                "a wrong password", path -> Fault.status(path, 401, "{\"httpStatusCode\":401}"),
                "a server that is down behind its proxy", path -> Fault.status(path, 503, PAGE));
        Map<String, String> codes = Map.of(
                "an empty answer", "P305",
                "a login page", "P302|P304",
                "an answer that breaks off", "P301|P304|P308",
                "an HTML page", "P304",
                "a wrong password", "P302",
                "a server that is down behind its proxy", "P306|P316");
        return Stream.of(
                        List.of(CARRY, "hmis", "api/dataValueSets", "2"),
                        List.of(CARRY, "hmis", "api/dataSets", "0"),
                        List.of(COUNT, "tracker", "tracker/trackedEntities", "1"),
                        List.of(COUNT, "tracker", "api/system/info", "0"))
                .flatMap(place -> faults.keySet().stream()
                        .sorted()
                        // Small answers all go the same way: three kinds of them are enough.
                        .filter(kind -> !place.get(3).equals("0") || kind.startsWith("an "))
                        .map(kind -> Arguments.of(
                                place.get(0),
                                place.get(2),
                                kind,
                                codes.get(kind),
                                place.get(1),
                                faults.get(kind).apply(place.get(2)).skipping(Integer.parseInt(place.get(3))))));
    }

    @ParameterizedTest(name = "{0} fails with {3} and takes nothing away: {2} at {1}")
    @MethodSource("badAnswers")
    @Order(2)
    void failsAndTakesNothingAway(String flow, String path, String kind, String codes, String server, Fault fault)
            throws Exception {
        Map<Cell, String> before = target(flow);
        List<String> cursors = cursors();
        world.server(server).faults().add(fault);

        Run run = pirogue.over(pirogue.api()
                .start(flow, new RunRequest(null, null, true, Mode.SYNC))
                .run());

        assertThat(world.server(server).faults().hits()).isPositive();
        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.problem()).isNotNull();
        assertThat(run.problem().code()).matches(codes);
        assertThat(run.problem().text()).doesNotContain("Maintenance", world.token(server));
        assertThat(run.deleted()).isZero();
        assertThat(target(flow)).isEqualTo(before);
        assertThat(cursors()).isEqualTo(cursors);
    }

    @Test
    @Order(3)
    void carriesOnAsIfNothingHadBeenWhenTheServersAreWellAgain() throws Exception {
        List<String> cursors = cursors();
        for (String flow : List.of(COUNT, CARRY)) {
            Map<Cell, String> before = target(flow);
            Run run = pirogue.over(pirogue.api()
                    .start(flow, new RunRequest(null, null, true, Mode.SYNC))
                    .run());
            assertThat(run.failed()).isFalse();
            assertThat(run.balanced()).isTrue();
            assertThat(run.written() + run.deleted()).isZero();
            assertThat(target(flow)).isEqualTo(before);
        }
        assertThat(cursors()).hasSameSizeAs(cursors).isNotEqualTo(cursors);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a server that nobody reaches, ",
        "a wrong password, STATUS",
        "a login page, LOGIN",
        "a success without a verdict, EMPTY",
        "a connection lost before the post, DROP_BEFORE"
    })
    @Order(4)
    void keepsInFlightWhatTheTargetDoesNotTakeAndBringsItLater(String what, FaultKind kind) throws Exception {
        Sandbox target = world.server("nmdr");
        Cell changed = change(what.length());
        if (kind == null) {
            door.shut();
        } else {
            Fault fault = kind == FaultKind.STATUS
                    ? Fault.status("dataValueSets", 401, "{\"httpStatusCode\":401}")
                    : Fault.of(kind, "dataValueSets");
            target.faults().add(fault.on("POST"));
        }

        Run run = pirogue.api().start(CARRY, RunRequest.of(Mode.SYNC));

        // Its first messages may meet the trouble while the rest is still read.
        await().atMost(SOON).until(() -> {
            Run now = pirogue.api().run(run.run());
            return now.problem() != null && !now.state().equals("collecting");
        });
        Run waiting = pirogue.api().run(run.run());
        assertThat(waiting.state()).isEqualTo("delivering");
        assertThat(waiting.inFlight()).isPositive();
        assertThat(waiting.balanced()).isTrue();
        assertThat(waiting.problem().code()).startsWith("P3");
        door.open();
        target.faults().clear();
        Run over = pirogue.over(run.run());
        assertThat(over.state()).isEqualTo("done");
        assertThat(over.balanced()).isTrue();
        assertThat(over.written()).isPositive();
        assertThat(target(CARRY)).containsEntry(changed, String.valueOf(1000 + what.length()));
        assertThat(target(CARRY)).isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
    }

    @Test
    @Order(4)
    void findsAtTheTargetWhatArrivedWithoutAReceipt() throws Exception {
        Sandbox target = world.server("nmdr");
        Cell changed = change(7);
        target.faults().add(Fault.of(FaultKind.DROP_AFTER, "dataValueSets").on("POST"));

        Run over = pirogue.over(
                pirogue.api().start(CARRY, RunRequest.of(Mode.SYNC)).run());

        target.faults().clear();
        assertThat(over.state()).isEqualTo("done");
        assertThat(over.balanced()).isTrue();
        assertThat(target(CARRY)).containsEntry(changed, "1007");
    }

    @Test
    @Order(5)
    void rejectsWhatCannotBeCarriedWithItsReasonAndCarriesTheNeighbours() throws Exception {
        Cell good = change(1);
        put("MAL_RDT_USED", "202602", 2, "beaucoup");
        addElement("hmis", "MAL_MONTHLY", "MAL_NEW");
        put("MAL_NEW", "202602", 3, "12");
        put("MAL_RDT_USED", "2026W7", 4, "9");
        removeElement("nmdr", "NMDR_MAL", "NMDR_ITN");
        put("MAL_ITN", "202602", 5, "77");

        Run run = pirogue.run(CARRY, Mode.SYNC);

        List<Reject> rejects = pirogue.api().rejects(run.run(), 1000);
        assertThat(run.state()).as("%s %s", run, rejects).isEqualTo("partial");
        assertThat(run.balanced()).isTrue();
        assertThat(run.unmapped()).as("unmapped").isEqualTo(1);
        assertThat(run.rejected())
                .as("the week and the element that the target lacks: %s", rejects)
                .isEqualTo(2);
        assertThat(rejects)
                .allSatisfy(reject -> assertThat(reject.text()).isNotBlank())
                .anySatisfy(reject -> is(reject, "P250", "MAL_RDT_USED|NMDR_RDT_USED", "beaucoup"))
                .anySatisfy(reject -> is(reject, "P201", "MAL_NEW", null))
                .anySatisfy(reject -> is(reject, "P402|E\\d+", "NMDR_ITN", "77"));
        assertThat(rejects)
                .as("the value of a week in a data set of months")
                .anySatisfy(reject -> is(reject, "P404", "NMDR_RDT_USED", "9"));
        assertThat(target(CARRY)).containsEntry(good, "1001");
        assertThat(target(CARRY).values()).doesNotContain("beaucoup");
    }

    private static void is(Reject reject, String code, String dataElement, String value) {
        assertThat(reject.code()).matches(code);
        assertThat(reject.dataElement()).matches(dataElement);
        assertThat(reject.value()).isEqualTo(value);
    }

    @Test
    @Order(6)
    void saysWhichServerItDoesNotReachAndWhichDoesNotLetItIn() throws Exception {
        Path own = Files.createDirectory(folder.resolve("shut-out"));
        List<String> settings = new ArrayList<>(world.settings(own, Map.of("hmis", "http://127.0.0.1:9")));
        World.secret(own, "tracker", "d2pat_" + "0".repeat(42));
        try (ChildPirogue other =
                ChildPirogue.start(World.CHECKOUT, own.resolve("data"), own.resolve("log"), settings)) {
            other.ready();

            Run carried = other.run(CARRY, Mode.SYNC);
            Run counted = other.run(COUNT, Mode.SYNC);

            assertThat(carried.state()).isEqualTo("failed");
            assertThat(carried.problem().code()).isEqualTo("P301");
            assertThat(counted.state()).isEqualTo("failed");
            assertThat(counted.problem().code()).isEqualTo("P302");
            assertThat(other.api().status().connections())
                    .filteredOn(each -> !each.reachable())
                    .extracting(each -> each.name())
                    // The folder for partners is one that nobody has made here.
                    .containsExactlyInAnyOrder("hmis", "tracker", "partner-files");
            assertThat(other.log()).doesNotContain("d2pat_");
        }
    }

    @Test
    @Order(7)
    void doesNotStartWithBadRowsAndNamesThemAllAtOnce() throws Exception {
        Path home = folder.resolve("home");
        World.copyHome(home);
        Path mapping = home.resolve("routes/burundi/hmis-to-nmdr/mapping.csv");
        Files.writeString(
                mapping,
                Files.readString(mapping)
                        + "MAL_HALF,AGE_LT5\n"
                        + "MAL_OTHER,,NMDR_OTHER,,2026-01,,not a period\n"
                        + "MAL_RDT_USED,,NMDR_RDT_USED,,,,twice\n");
        Path rules = home.resolve("routes/burundi/tracker-to-hmis/rules.csv");
        Files.writeString(
                rules, Files.readString(rules) + "MAL_TESTED,AGE_X,heads,#{INVESTIGATION.MCS_RESULT} ==,event,,,\n");
        try (ChildPirogue other = ChildPirogue.start(
                home, folder.resolve("never"), folder.resolve("refused-log"), world.settings(folder))) {
            assertThat(other.process().waitFor(60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            assertThat(other.process().exitValue()).isNotZero();
            assertThat(other.log())
                    .contains("mapping.csv", "rules.csv")
                    .containsPattern("problems: Pirogue does not start")
                    .containsPattern("P2\\d\\d .*MAL_HALF|P2\\d\\d .*mapping.csv:4[0-9]");
            assertThat(other.log().lines().filter(line -> line.matches("\\s+P\\d\\d\\d .*")))
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    /** Somebody corrects one value of the HMIS report. */
    private static Cell change(int number) {
        String unit = put("MAL_RDT_USED", "202603", number, String.valueOf(1000 + number));
        return new Cell(unit, "202603", "NMDR_RDT_USED", "");
    }

    /** @param number of the facility. @return its code */
    private static String put(String dataElement, String period, int number, String value) {
        Export hmis = world.export("hmis");
        Map<String, String> units = hmis.codes("organisationUnits");
        String code = units.values().stream()
                .filter(unit -> unit.matches("BDI_\\d{4}_\\d\\d"))
                .sorted()
                .skip(number)
                .findFirst()
                .orElseThrow();
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

    private static void addElement(String server, String dataSet, String code) {
        Sandbox sandbox = world.server(server);
        Export export = world.export(server);
        ObjectNode element = sandbox.metadata()
                .byId("dataElements", export.uid("dataElements", "MAL_RDT_USED"))
                .orElseThrow()
                .deepCopy();
        element.put("id", "newElement1").put("code", code).put("name", code).put("shortName", code);
        sandbox.metadata().put("dataElements", element);
        ObjectNode set = sandbox.metadata()
                .byId("dataSets", export.uid("dataSets", dataSet))
                .orElseThrow()
                .deepCopy();
        ((ArrayNode) set.path("dataSetElements"))
                .addObject()
                .putObject("dataElement")
                .put("id", "newElement1");
        sandbox.metadata().put("dataSets", set);
    }

    private static void removeElement(String server, String dataSet, String code) {
        Sandbox sandbox = world.server(server);
        Export export = world.export(server);
        String gone = export.uid("dataElements", code);
        ObjectNode set = sandbox.metadata()
                .byId("dataSets", export.uid("dataSets", dataSet))
                .orElseThrow()
                .deepCopy();
        ArrayNode members = (ArrayNode) set.path("dataSetElements");
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).at("/dataElement/id").asText().equals(gone)) {
                members.remove(i);
            }
        }
        sandbox.metadata().put("dataSets", set);
    }

    private static Map<Cell, String> target(String flow) {
        return flow.equals(COUNT)
                ? world.export("hmis").values("MAL_MONTHLY")
                : world.export("nmdr").values("NMDR_MAL");
    }

    /** Where the next runs would begin, and when that was decided: nobody may see it from outside. */
    private static List<String> cursors() throws IOException, SQLException {
        Path data = pirogue.data().folder();
        String port = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        String password =
                Files.readString(data.resolve("secrets/postgres-password")).strip();
        List<String> cursors = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/pirogue", "pirogue", password);
                ResultSet rows = database.createStatement()
                        .executeQuery(
                                "select flow || ' ' || value || ' ' || updated_at from ledger.cursor order by 1")) {
            while (rows.next()) {
                cursors.add(rows.getString(1));
            }
        }
        return cursors;
    }
}
