package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Comparison;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.sample.Sample;
import org.pirogue.sandbox.truth.TruthLog;

/** Two days of Burundi: cases are counted into the HMIS, the HMIS is carried to the malaria repository, some cases change. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyIT {
    private static final String COUNT = "tracker-to-hmis";
    private static final String CARRY = "hmis-to-nmdr";

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;
    private static int amqpPort;
    private static List<String> partners = List.of();

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 900, "202511", "202604", true);
        TopicJourney.home(folder.resolve("home"));
        amqpPort = TopicJourney.freePort();
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.add("--pirogue.broker.amqp-port=" + amqpPort);
        settings.add("--pirogue.shares-schedule=* * * * * ?");
        pirogue = ChildPirogue.start(folder.resolve("home"), folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pirogue.close();
        world.close();
    }

    @Test
    @Order(1)
    void countsTheCasesIntoTheHmis() {
        Run run = pirogue.run(COUNT, Mode.SYNC);

        isSettled(run);
        assertThat(run.written()).isEqualTo(run.desired() - run.rejected()).isPositive();
        assertThat(countedAtTheHmis()).isEqualTo(Expected.counted(world.export("tracker")));
    }

    @Test
    @Order(2)
    void carriesTheReportToTheRepository() throws IOException {
        Run run = pirogue.run(CARRY, Mode.SYNC);

        isSettled(run);
        assertThat(run.state()).isEqualTo("done");
        assertThat(run.written()).isEqualTo(run.desired()).isPositive();
        assertThat(run.unmapped()).isZero();
        assertThat(run.ignored()).isPositive();
        assertThat(atTheRepository().keySet()).as("complete reports").anyMatch(each -> each.dataElement()
                .equals(Export.COMPLETE));
        assertThat(atTheRepository())
                .isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
    }

    @Test
    @Order(3)
    void bringsOnlyTheDifferenceOnTheSecondDay() throws IOException {
        Set<String> slices = new TreeSet<>(world.registerLate());
        long hmisBefore = world.server("hmis").truth().size();
        long nmdrBefore = world.server("nmdr").truth().size();
        Map<Cell, String> before = Expected.counted(world.export("tracker"));
        Sample.Changes changes = world.change();
        Map<Cell, String> after = Expected.counted(world.export("tracker"));

        Run counted = pirogue.run(COUNT, Mode.SYNC);
        Run carried = pirogue.run(CARRY, Mode.SYNC);

        isSettled(counted);
        isSettled(carried);
        assertThat(countedAtTheHmis()).isEqualTo(after);
        assertThat(atTheRepository())
                .isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
        Set<Cell> different = different(before, after);
        assertThat(different).isNotEmpty();
        wroteOnly(different.size(), counted, "hmis", hmisBefore, changes.slices());
        slices.addAll(changes.slices());
        wroteOnly(-1, carried, "nmdr", nmdrBefore, slices);
        assertThat(registrations(nmdrBefore))
                .as("completed late, and withdrawn")
                .containsExactly(6L, 1L);
        assertThat(counted.deleted()).as("a count that fell to nothing").isPositive();
        assertThat(carried.deleted()).isPositive();
    }

    @Test
    @Order(4)
    void writesNothingWhereNothingChanged() {
        long hmisBefore = world.server("hmis").truth().size();
        long nmdrBefore = world.server("nmdr").truth().size();

        for (String flow : List.of(COUNT, CARRY)) {
            Run run = pirogue.run(flow, Mode.SYNC);
            isSettled(run);
            assertThat(run.written() + run.deleted()).as(flow).isZero();
        }

        assertThat(world.server("hmis").truth().since(hmisBefore)).isEmpty();
        assertThat(world.server("nmdr").truth().since(nmdrBefore)).isEmpty();
    }

    @Test
    @Order(5)
    void agreesWhenSourceAndTargetAreCompared() {
        for (String flow : List.of(COUNT, CARRY)) {
            Run run = pirogue.run(flow, Mode.COMPARE);
            assertThat(run.failed()).as(flow).isFalse();
            Comparison seen = pirogue.api().comparison(run.run());
            assertThat(seen.agrees()).as(flow).isTrue();
            assertThat(seen.equal()).isEqualTo(seen.cells() - seen.rejected()).isPositive();
        }
    }

    @Test
    @Order(6)
    void seesThatSomebodyChangedTheTarget() {
        TruthLog.Write write = world.server("nmdr").truth().all().stream()
                .filter(each -> !each.deleted() && each.kind().equals("dataValue"))
                .findFirst()
                .orElseThrow();
        String[] key = write.key().split("/");
        world.server("nmdr")
                .dataValues()
                .put(key[0], key[1], key[2], key[3], key[4], "4711", "somebody", java.time.Instant.now());

        Comparison seen =
                pirogue.api().comparison(pirogue.run(CARRY, Mode.COMPARE).run());

        assertThat(seen.agrees()).isFalse();
        assertThat(seen.different()).isEqualTo(1);
    }

    /** The line list leaves by topics: away and back, by events alone what REST and SQL give, and cut when the share ends. */
    @Test
    @Order(7)
    void partnersFollowTheLineListByTheirTopics() throws Exception {
        try (TopicJourney journey = new TopicJourney(world, pirogue, amqpPort)) {
            partners = journey.tokens();
            journey.tell();
        }
    }

    @Test
    @Order(8)
    void namesNoPersonAndNoSecretInItsLog() throws IOException {
        String log = pirogue.log();

        assertThat(log).as("the log of the journey").contains(COUNT, CARRY);
        Set<String> persons = persons();
        assertThat(persons).hasSizeGreaterThan(20);
        assertThat(persons.stream().filter(log::contains)).isEmpty();
        assertThat(log).doesNotContain(world.token("tracker"), world.token("hmis"), world.token("nmdr"));
        assertThat(partners).hasSize(2).noneMatch(log::contains);
        for (String secret : List.of("api-token", "admin-password", "postgres-password")) {
            Path file = pirogue.data().folder().resolve("secrets").resolve(secret);
            assertThat(log).doesNotContain(Files.readString(file).strip());
        }
    }

    /** Names, each of their words, and national numbers. */
    private static Set<String> persons() {
        Set<String> identifying = Set.of("FULL_NAME", "NATIONAL_ID");
        Map<String, String> attributes = world.export("tracker").codes("trackedEntityAttributes");
        Set<String> found = new TreeSet<>();
        for (JsonNode person : world.export("tracker").trackedEntities("MAL_CASES")) {
            for (JsonNode attribute : person.path("attributes")) {
                if (identifying.contains(
                        attributes.get(attribute.path("attribute").asText()))) {
                    found.addAll(Arrays.asList(attribute.path("value").asText().split(" ")));
                }
            }
        }
        return found;
    }

    private static void isSettled(Run run) {
        assertThat(run.balanced()).as("balance of %s", run).isTrue();
        assertThat(run.failed()).as("failure of %s", run).isFalse();
        assertThat(run.inFlight()).isZero();
        assertThat(run.read())
                .isEqualTo(run.used()
                        + run.ignored()
                        + run.unmapped()
                        + run.invalid()
                        + run.duplicate()
                        + run.suppressed());
    }

    private static Map<Cell, String> countedAtTheHmis() {
        Map<Cell, String> values = new TreeMap<>(world.export("hmis").values("MAL_MONTHLY"));
        values.keySet().removeIf(cell -> !Expected.COUNTED.contains(cell.dataElement()));
        return values;
    }

    private static Map<Cell, String> atTheRepository() {
        return world.export("nmdr").values("NMDR_MAL");
    }

    /** Reports that were registered as complete at the repository, and registrations that were withdrawn there. */
    private static List<Long> registrations(long since) {
        Map<Boolean, Long> counts = world.server("nmdr").truth().since(since).stream()
                .filter(write -> write.kind().equals("complete"))
                .collect(Collectors.partitioningBy(TruthLog.Write::deleted, Collectors.counting()));
        return List.of(counts.get(false), counts.get(true));
    }

    private static Set<Cell> different(Map<Cell, String> before, Map<Cell, String> after) {
        Set<Cell> cells = new TreeSet<>(before.keySet());
        cells.addAll(after.keySet());
        cells.removeIf(cell -> java.util.Objects.equals(before.get(cell), after.get(cell)));
        return cells;
    }

    /** The target's own log of writes: each changed something, none lies outside the slices that changed. */
    private static void wroteOnly(int cells, Run run, String server, long since, Set<String> slices) {
        List<TruthLog.Write> writes = world.server(server).truth().since(since);
        Map<String, String> units = world.export(server).codes("organisationUnits");
        if (cells >= 0) {
            assertThat(writes).hasSize(cells);
        }
        assertThat((long) writes.size()).isEqualTo(run.written() + run.deleted());
        assertThat(writes).noneMatch(write -> java.util.Objects.equals(write.before(), write.after()));
        Set<String> touched = writes.stream()
                .map(write -> write.key().split("/"))
                .map(key -> units.get(key[2]) + "/" + key[1])
                .collect(Collectors.toSet());
        assertThat(slices).containsAll(touched);
    }
}
