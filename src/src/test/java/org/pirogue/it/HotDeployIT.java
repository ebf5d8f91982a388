package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pirogue.it.HotHome.CARRY;
import static org.pirogue.it.HotHome.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.Pirogue;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.Deployment;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.RunningPirogue;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.fault.Fault;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A country's files are changed, broken and removed while its values flow. Nothing is lost: each run is judged by the
 * mapping that it began with, the target by its own log.
 */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HotDeployIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final long SEED = 20261127;
    private static final int REPORTS = 12;
    private static final int ROUNDS = 40;

    @TempDir
    static Path folder;

    private static World world;
    private static HotHome home;
    private static Source source;
    private static ConfigurableApplicationContext pirogue;
    private static RunningPirogue api;
    private static BalanceWatch watch;
    private static String straight;
    /** The mapping that the next run is to use: beside the home, where it may be broken. */
    private static Path meant;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 20, "202609", "202609");
        home = new HotHome(folder.resolve("home"));
        straight = home.mappingText();
        meant = Files.writeString(folder.resolve("meant.csv"), straight);
        source = new Source(world, new Random(SEED), meant);
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.addAll(List.of(
                "--pirogue.country=burundi",
                "--pirogue.home=" + home.root,
                "--pirogue.data=" + folder.resolve("data"),
                "--pirogue.database.binaries=target/postgres-binaries",
                "--pirogue.deploy.watch-secs=1",
                "--pirogue.deploy.wait-secs=2",
                "--pirogue.delivery.sweep-secs=10",
                "--pirogue.delivery.sweep-schedule=*/5 * * * * ?",
                "--pirogue.broker.redelivery-delay-millis=500",
                "--server.port=0"));
        pirogue = new SpringApplication(Pirogue.class).run(settings.toArray(String[]::new));
        api = new DataFolder(folder.resolve("data")).pirogue();
        watch = new BalanceWatch(CARRY);
        watch.follow(api);
    }

    @AfterAll
    static void stop() {
        watch.close();
        pirogue.close();
        world.close();
    }

    @AfterEach
    void nothingIsLostAndEverythingBalances() throws IOException {
        world.heal();
        carry();
        Judgement judged = judge();
        assertThat(judged.isClean()).as(judged.toString()).isTrue();
        assertThat(watch.unbalanced()).isEmpty();
    }

    @Test
    @Order(1)
    void aRunEndsByTheMappingThatItBeganWithAndTheNextUsesTheChangedOne() throws IOException {
        carry();
        source.change(REPORTS);
        Run before = slowly();
        Map<Cell, String> expected = source.expected();

        home.mapping(HotHome.crossed(straight));
        Deployment now = deployed(version(before));

        assertThat(api.run(before.run()).state()).as("still at it").isEqualTo("collecting");
        assertThat(now.difference()).isEqualTo("tables [" + CARRY + "]");
        world.heal();
        assertThat(over(before).state()).isEqualTo("done");
        assertThat(shown()).isEqualTo(expected);

        means(HotHome.crossed(straight));
        Run after = carry();
        assertThat(shown()).isEqualTo(source.expected()).isNotEqualTo(expected);
        Run.Versions first = api.run(before.run()).versions();
        Run.Versions second = after.versions();
        assertThat(second.flow()).isEqualTo(first.flow());
        assertThat(second.kamelets()).isEqualTo(first.kamelets()).containsKey("map-codes-action");
        assertThat(second.files().get("mapping.csv")).isNotEqualTo(first.files().get("mapping.csv"));
        assertThat(second.files().get("quality.yaml")).isEqualTo(first.files().get("quality.yaml"));
    }

    @Test
    @Order(2)
    void brokenFilesChangeNothingAndAllThatIsWrongIsSaid() throws IOException {
        String running = api.status().deployment().version();
        String mapping = home.mappingText();
        source.change(REPORTS);
        Run run = slowly();

        home.mapping(mapping.replaceFirst("target_data_element", "target_element"));
        home.edit(home.route(), text -> text.replace("{ mapping: mapping.csv }", "{ mappings: mapping.csv }"));

        Deployment refused = await().atMost(SOON).until(() -> api.status().deployment(), Deployment::isRefused);
        assertThat(refused.version()).isEqualTo(running);
        assertThat(refused.problems()).extracting(Deployment.Problem::code).contains("P144", "P145");
        assertThat(api.isHealthy()).isTrue();
        assertThat(api.deploy(true).isRefused()).isTrue();
        world.heal();
        assertThat(over(run).state()).isEqualTo("done");
        assertThat(over(run).versions().deployment()).isEqualTo(running);

        home.edit(home.route(), text -> text.replace("{ mappings: mapping.csv }", "{ mapping: mapping.csv }"));
        home.mapping(mapping);
        await().atMost(SOON).until(() -> api.status().deployment().state().equals("deployed"));
        assertThat(api.status().deployment().version()).isEqualTo(running);
    }

    @Test
    @Order(3)
    void aChangedRouteWaitsForTheRunThatCollectsAndThenTakesItsPlace() throws IOException {
        source.change(REPORTS);
        Run before = slowly();
        String running = version(before);

        home.edit(home.route(), text -> text.replace("valuesPerChunk: 500", "valuesPerChunk: 300"));
        Deployment waiting = await().atMost(SOON).until(() -> api.status().deployment(), Deployment::isWaiting);
        assertThat(waiting.waitsFor()).containsExactly(CARRY);
        assertThat(waiting.version()).isEqualTo(running);
        assertThat(api.run(before.run()).isOver()).isFalse();
        world.heal();

        deployed(running);
        assertThat(over(before).state()).isEqualTo("done");
        source.change(REPORTS);
        Run whole = over(api.start(CARRY, new RunRequest(null, null, true, Mode.SYNC)));
        assertThat(whole.state()).isEqualTo("done");
        assertThat(whole.chunks()).as("smaller ones").isGreaterThan(before.chunks());
        assertThat(whole.versions().flow())
                .isNotEqualTo(api.run(before.run()).versions().flow());
        assertThat(whole.versions().files())
                .isEqualTo(api.run(before.run()).versions().files());
    }

    @Test
    @Order(4)
    void aChangedKameletIsUsedByTheNextRun() throws IOException {
        Run before = carry();
        home.edit(
                home.kamelet("dhis2-data-values-source"),
                text -> text.replace("of one DHIS2 data set as closed chunks", "of a DHIS2 data set as closed chunks"));
        home.edit("routes/shared/sweep.camel.yaml", text -> text.replace("Sends again what", "Sends once more what"));
        Deployment now = deployed(version(before));
        assertThat(now.difference()).contains("kamelets [dhis2-data-values-source]", "shared [sweep]");
        assertThat(pirogue.getBean(CamelContext.class).getRoute("shared.sweep").getDescription())
                .startsWith("Sends once more");

        source.change(REPORTS);
        Run after = carry();
        assertThat(after.versions().flow()).isEqualTo(before.versions().flow());
        assertThat(after.versions().kamelets().get("dhis2-data-values-source"))
                .isNotEqualTo(before.versions().kamelets().get("dhis2-data-values-source"));
        assertThat(after.versions().kamelets().get("map-codes-action"))
                .isEqualTo(before.versions().kamelets().get("map-codes-action"));
    }

    @Test
    @Order(5)
    void aFlowComesGoesWithWhatWaitsAndComesBack() throws Exception {
        String running = api.status().deployment().version();
        home.addSecond();
        Deployment added = deployed(running);
        assertThat(added.difference()).contains("added [" + SECOND + "]");
        assertThat(pirogue.getBean(Scheduler.class).checkExists(new JobKey(SECOND, "collect")))
                .isTrue();

        world.server("tracker").faults().add(Fault.status("dataValueSets", 503, "maintenance"));
        Run sent = api.start(SECOND, RunRequest.of(Mode.SYNC));
        await().atMost(SOON).until(() -> api.run(sent.run()).state().equals("delivering"));
        home.removeSecond();
        Deployment removed = deployed(added.version());
        assertThat(removed.difference()).contains("removed [" + SECOND + "]");
        assertThat(removed.left()).singleElement().satisfies(left -> {
            assertThat(left.flow()).isEqualTo(SECOND);
            assertThat(left.pending()).isPositive();
        });
        assertThat(pirogue.getBean(Scheduler.class).checkExists(new JobKey(SECOND, "collect")))
                .isFalse();
        assertThat(api.status().flows()).noneMatch(flow -> flow.flow().equals(SECOND));
        world.heal();

        home.addSecond();
        deployed(removed.version());
        assertThat(over(sent).state()).isIn("done", "partial");
        assertThat(over(sent).inFlight()).isZero();
        assertThat(api.status().deployment().left()).isEmpty();
    }

    @Test
    @Order(6)
    void whatNeedsARestartIsSaid() {
        String running = api.status().deployment().version();
        home.settings(text -> text.replace("https://tracker.example.bi", "https://tracker2.example.bi"));
        Deployment now = deployed(running);
        assertThat(now.restart()).containsExactly("pirogue.connections.tracker");
    }

    /** Anything at any time: edits, breaks and removals against runs that are under way, some of them for long. */
    @Test
    @Order(7)
    void anythingIsChangedAtAnyTime() throws Exception {
        long seed = Long.getLong("pirogue.seed", System.nanoTime());
        Random random = new Random(seed);
        boolean crossed = true;
        for (int round = 0; round < ROUNDS; round++) {
            source.change(REPORTS);
            if (random.nextBoolean()) {
                world.server("hmis")
                        .faults()
                        .add(Fault.latency("dataValueSets", 200 + random.nextInt(2_000))
                                .on("GET"));
            }
            Run run = api.start(CARRY, RunRequest.of(Mode.SYNC));
            await().pollDelay(Duration.ofMillis(random.nextInt(1_500))).until(() -> true);
            int kind = random.nextInt(6);
            switch (kind) {
                case 0 -> {
                    crossed = !crossed;
                    home.mapping(crossed ? HotHome.crossed(straight) : straight);
                }
                case 1 ->
                    home.edit(
                            home.route(),
                            text -> text.replaceFirst(
                                    "valuesPerChunk: \\d+", "valuesPerChunk: " + (300 + random.nextInt(2_000))));
                case 2 ->
                    home.edit(
                            home.kamelet("map-codes-action"),
                            text -> text.replaceFirst(
                                    "provider: .*", "provider: \"Pirogue " + random.nextInt() + "\""));
                case 3 -> {
                    home.mapping("broken");
                    await().atMost(SOON).until(() -> api.status().deployment().isRefused());
                    home.mapping(crossed ? HotHome.crossed(straight) : straight);
                }
                case 4 -> home.removeSecond();
                default -> {}
            }
            await().atMost(SOON).until(() -> over(run).state(), state -> !state.equals("failed"));
            world.heal();
            api.deploy(false);
            await().atMost(SOON).until(() -> api.status().deployment().state().equals("deployed"));
            if (kind == 4) {
                home.addSecond();
                api.deploy(false);
                await().atMost(SOON)
                        .until(() -> api.status().deployment().state().equals("deployed"));
                over(api.start(SECOND, RunRequest.of(Mode.SYNC)));
            }
            means(crossed ? HotHome.crossed(straight) : straight);
            carry();
            Judgement judged = judge();
            assertThat(judged.isClean())
                    .as("seed %d, round %d, kind %d: %s", seed, round, kind, judged)
                    .isTrue();
        }
    }

    private static void means(String mapping) throws IOException {
        Files.writeString(meant, mapping);
        source.mappingChanged();
    }

    /** A run over everything that is collecting, and will be for a while. */
    private static Run slowly() {
        world.server("hmis").faults().add(Fault.latency("dataValueSets", 1_500).on("GET"));
        Run run = api.start(CARRY, new RunRequest(null, null, true, Mode.SYNC));
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.run(run.run()), now -> now.state().equals("collecting") && now.versions() != null);
    }

    private static String version(Run run) {
        return api.run(run.run()).versions().deployment();
    }

    private static Deployment deployed(String before) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> api.status().deployment(),
                        now -> !now.version().equals(before) && now.state().equals("deployed"));
    }

    private static Run carry() {
        return over(api.start(CARRY, RunRequest.of(Mode.SYNC)));
    }

    /** A run that follows a change of the mapping waits for a person: here one agrees to everything. */
    private static Run over(Run run) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            Run now = api.run(run.run());
                            return now.state().equals("held")
                                    ? api.decide(run.run(), "approve", "the test", "meant so")
                                    : now;
                        },
                        now -> now.isOver() && !now.state().equals("held"));
    }

    private static Map<Cell, String> shown() {
        return world.export("nmdr").values("NMDR_MAL");
    }

    private static Judgement judge() throws IOException {
        Export repository = world.export("nmdr");
        Map<String, String> elements = repository.codes("dataElements");
        Map<String, String> units = repository.codes("organisationUnits");
        Map<String, String> combos = repository.optionCombos();
        return Judgement.of(
                source.expected(), shown(), world.server("nmdr").truth().all(), source.history(), key -> {
                    String[] parts = key.split("/");
                    return new Cell(units.get(parts[2]), parts[1], elements.get(parts[0]), combos.get(parts[3]));
                });
    }
}
