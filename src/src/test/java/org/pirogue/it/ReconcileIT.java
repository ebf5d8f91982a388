package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.DriftedCell;
import org.pirogue.cli.rest.PlannedSlice;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.values.DataValue;

/** What increments do not tell: found by a comparison, repaired as told, retracted by a full run with approval. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReconcileIT {
    private static final String CARRY = "hmis-to-nmdr";

    @TempDir
    static Path folder;

    private static World world;
    private static List<String> settings;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 200, "202512", "202604");
        settings = new ArrayList<>(world.settings(folder));
        settings.add("--pirogue.flows.hmis-to-nmdr.hold-above-percent=0");
        settings.add("--pirogue.flows.org-units-to-tracker.hold-above-percent=0");
        pirogue = ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
        assertThat(pirogue.run(CARRY, Mode.SYNC).state()).isEqualTo("done");
        assertThat(nmdr()).isNotEmpty().isEqualTo(mapped());
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        world.close();
    }

    private static Map<Export.Cell, String> nmdr() {
        return world.export("nmdr").values("NMDR_MAL");
    }

    private static Map<Export.Cell, String> mapped() throws IOException {
        return Expected.mapped(world.export("hmis").values("MAL_MONTHLY"));
    }

    private static List<DriftedCell> drift() {
        Run compared = pirogue.run(CARRY, Mode.COMPARE);
        assertThat(compared.state()).isEqualTo("done");
        return pirogue.api().drift(compared.run(), 1000);
    }

    /** Values of one month and element, which has one cell in each report: by unit. */
    private static List<DataValue> some(String server, int from, int to) {
        String code = server.equals("hmis") ? "MAL_RDT_USED" : "NMDR_RDT_USED";
        String element = world.server(server)
                .metadata()
                .byCode("dataElements", code)
                .orElseThrow()
                .path("id")
                .asText();
        return world.server(server).dataValues().all().stream()
                .filter(value -> !value.deleted() && value.dataElement().equals(element))
                .filter(value -> value.period().equals("202601"))
                .sorted(Comparator.comparing(DataValue::orgUnit))
                .toList()
                .subList(from, to);
    }

    private static DataValue with(DataValue value, String text, Instant updated) {
        return new DataValue(
                value.dataElement(),
                value.period(),
                value.orgUnit(),
                value.categoryOptionCombo(),
                value.attributeOptionCombo(),
                text,
                "somebody",
                value.created(),
                updated,
                false);
    }

    @Test
    @Order(1)
    void nothingHasDriftedAfterARun() {
        assertThat(drift()).isEmpty();
    }

    @Test
    @Order(2)
    void findsWhatSomebodyDidAtTheTargetAndRepairsOnlyWhatIsMissing() throws IOException {
        Sandbox target = world.server("nmdr");
        DataValue edited = some("nmdr", 0, 1).get(0);
        DataValue missing = some("nmdr", 1, 2).get(0);
        target.dataValues().put(with(edited, "90001", Instant.now()));
        target.dataValues().delete(missing);

        Run compared = pirogue.run(CARRY, Mode.COMPARE);
        assertThat(pirogue.api().drift(compared.run(), 1000))
                .extracting(DriftedCell::kind)
                .containsExactlyInAnyOrder("edited", "missing");
        assertThat(new String(pirogue.api().driftSheet(compared.run()), StandardCharsets.UTF_8))
                .startsWith("period,org_unit")
                .contains("edited", "90001", "missing");

        assertThat(pirogue.api().repair(compared.run())).isEqualTo(1);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(drift()).extracting(DriftedCell::kind).containsExactly("edited"));
        target.dataValues().put(with(edited, edited.value(), Instant.now()));
        assertThat(nmdr()).isEqualTo(mapped());
    }

    @Test
    @Order(3)
    void aLateCorrectionOfAnOldMonthTravelsWithTheNextRun() throws IOException {
        DataValue old = some("hmis", 3, 4).get(0);
        world.server("hmis").dataValues().put(with(old, "4711", Instant.now()));
        Run run = pirogue.run(CARRY, Mode.SYNC);
        assertThat(run.state()).isEqualTo("done");
        assertThat(run.written()).isEqualTo(1);
        assertThat(nmdr()).isEqualTo(mapped());
    }

    @Test
    @Order(4)
    void aValueThatVanishedAtTheSourceIsFoundAndAFullRunRetractsItOnceApproved() throws IOException {
        var store = world.server("hmis").dataValues();
        DataValue gone = some("hmis", 5, 6).get(0);
        List<DataValue> rest =
                store.all().stream().filter(value -> !value.equals(gone)).toList();
        store.clear();
        rest.forEach(store::put);

        assertThat(pirogue.run(CARRY, Mode.SYNC).retracted())
                .as("no increment tells")
                .isZero();
        assertThat(drift()).extracting(DriftedCell::kind).containsExactly("gone-at-source");

        Run full = pirogue.over(pirogue.api()
                .start(CARRY, new RunRequest(null, null, true, Mode.SYNC))
                .run());
        assertThat(full.state()).isEqualTo("held");
        assertThat(full.hold().code()).isEqualTo("P440");
        assertThat(pirogue.api().held(null)).extracting(Run::run).containsExactly(full.run());
        assertThat(nmdr()).as("not before").isNotEqualTo(mapped());
        pirogue.api().decide(full.run(), "approve", "Aline", "the report was withdrawn");
        Run over = pirogue.over(full.run());
        assertThat(over.state()).isEqualTo("done");
        assertThat(over.hold().decidedBy()).isEqualTo("Aline (api-token)");
        assertThat(nmdr()).isEqualTo(mapped());
        assertThat(drift()).isEmpty();
    }

    @Test
    @Order(5)
    void manyClosingsOfFacilitiesWaitForAPersonAndTheRestOfTheRunTravels() {
        assertThat(pirogue.run("org-units-to-tracker", Mode.SYNC).failed()).isFalse();
        List<String> closed = facilities(0, 3);
        closed.forEach(id -> edit(id, "closedDate", "2026-09-30T00:00:00.000"));
        String renamed = facilities(3, 4).get(0);
        edit(renamed, "name", "Centre de santé Renommé");

        Run run = pirogue.run("org-units-to-tracker", Mode.SYNC);

        assertThat(run.state()).as("%s", run).isEqualTo("held");
        assertThat(run.hold().code()).isEqualTo("P340");
        assertThat(run.hold().deletes()).isEqualTo(3);
        assertThat(atTracker(renamed, "name")).isEqualTo("Centre de santé Renommé");
        assertThat(closed)
                .allSatisfy(id -> assertThat(atTracker(id, "closedDate")).isEmpty());
        List<PlannedSlice> waiting = new ArrayList<>();
        pirogue.api().heldSlices(run.run(), waiting::add);
        assertThat(waiting).hasSize(3);

        pirogue.api().decide(run.run(), "approve", "Aline", "the district was dissolved");
        assertThat(pirogue.over(run.run()).state()).isEqualTo("done");
        assertThat(closed)
                .allSatisfy(id -> assertThat(atTracker(id, "closedDate")).startsWith("2026-09-30"));
    }

    private static List<String> facilities(int from, int to) {
        return world.server("hmis").metadata().all("organisationUnits").stream()
                .filter(unit -> unit.path("code").asText().matches("BDI_\\d{4}_\\d{2}") && !unit.has("closedDate"))
                .map(unit -> unit.path("code").asText())
                .sorted()
                .toList()
                .subList(from, to);
    }

    private static void edit(String code, String field, String value) {
        var metadata = world.server("hmis").metadata();
        ObjectNode unit =
                metadata.byCode("organisationUnits", code).orElseThrow().deepCopy();
        unit.put(field, value).put("lastUpdated", Times.local(Instant.now()));
        metadata.put("organisationUnits", unit);
    }

    private static String atTracker(String code, String field) {
        return world.server("tracker")
                .metadata()
                .byCode("organisationUnits", code)
                .orElseThrow()
                .path(field)
                .asText();
    }

    /** Last, since it begins with a data folder of its own. */
    @Test
    @Order(6)
    void aLostLedgerIsFoundAgainAtTheTargetAndNothingIsWrittenOrDeleted() throws Exception {
        pirogue.close();
        int before = world.server("nmdr").truth().all().size();
        pirogue = ChildPirogue.start(
                        World.CHECKOUT, folder.resolve("other-data"), folder.resolve("other-log"), settings)
                .ready();
        Run first = pirogue.run(CARRY, Mode.SYNC);
        assertThat(first.state()).isEqualTo("done");
        assertThat(first.hold()).as("a first run is never held").isNull();
        assertThat(first.written()).isZero();
        assertThat(first.deleted()).isZero();
        assertThat(world.server("nmdr").truth().all()).hasSize(before);
        assertThat(drift()).isEmpty();

        DataValue changed = some("hmis", 7, 8).get(0);
        world.server("hmis").dataValues().put(with(changed, "815", Instant.now()));
        assertThat(pirogue.run(CARRY, Mode.SYNC).written()).isEqualTo(1);
        assertThat(nmdr()).isEqualTo(mapped());
    }
}
