package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.Status;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.values.DataValue;
import org.pirogue.sandbox.values.DataValues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One flow's speed alone, and while the target of another flow answers slowly and its queue is full of work. Both are measured
 * in turn, in changing order, with the same values: what else the machine does meets both.
 */
@Tag("full")
class SlowTargetIT {
    private static final Logger LOG = LoggerFactory.getLogger(SlowTargetIT.class);
    private static final String QUICK = "hmis-to-nmdr";
    private static final String SLOW = "hmis-to-tracker";
    private static final int PAIRS = Integer.getInteger("pirogue.proof.pairs", 5);
    private static final int WAITING = 100;
    private static final Duration ANSWERS_AFTER = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws Exception {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 20, "202511", "202610");
        new Source(world, new Random(20261127));
        Path home = folder.resolve("home");
        World.copyHome(home);
        // Small messages, so that there are many of them.
        Path route = home.resolve("routes/burundi/" + SLOW + "/" + SLOW + ".camel.yaml");
        String small = Files.readString(route)
                .replace(
                        "dataSet: HMIS_FIGURES }\n        - split",
                        "dataSet: HMIS_FIGURES, valuesPerMessage: 20 }\n        - split");
        assertThat(small).contains("valuesPerMessage");
        Files.writeString(route, small);
        pirogue = ChildPirogue.start(home, folder.resolve("data"), folder.resolve("log"), world.settings(folder))
                .ready();
        for (String flow : List.of(QUICK, SLOW)) {
            Run first = run(flow);
            assertThat(first.written()).as("%s", first).isPositive();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pirogue.close();
        world.close();
    }

    @Test
    void aSlowTargetDoesNotSlowAnotherFlow() throws Exception {
        everyFigureChanges();
        speed();
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % 2 == 0) {
                alone.add(alone());
                beside.add(besideASlowOne());
            } else {
                beside.add(besideASlowOne());
                alone.add(alone());
            }
            LOG.info(
                    "pair {}: alone {} values/s, beside a slow target {}", pair + 1, alone.get(pair), beside.get(pair));
        }
        double ratio = median(beside) / median(alone);
        new ProofSheet("slow-target", "values per second of one flow, beside another whose target is slow")
                .count("alone", alone)
                .count("beside", beside)
                .count("ratio of the medians", ratio)
                .write();
        assertThat(ratio).as("alone %s, beside %s", alone, beside).isGreaterThanOrEqualTo(0.8);
    }

    private static double alone() {
        everyFigureChanges();
        return speed();
    }

    private static double besideASlowOne() {
        everyFigureChanges();
        world.server("tracker").faults().add(Fault.latency("api/dataValueSets", ANSWERS_AFTER.toMillis()));
        String slow = pirogue.api().start(SLOW, RunRequest.of(Mode.SYNC)).run();
        await().atMost(LONG).until(() -> pirogue.api().run(slow).state().equals("delivering"));
        long before = waiting();
        double speed = speed();
        assertThat(waiting()).as("of %d messages", before).isGreaterThan(WAITING);
        world.server("tracker").faults().clear();
        Run over = await().atMost(LONG).until(() -> pirogue.api().run(slow), Run::isOver);
        assertThat(over.failed()).isFalse();
        assertThat(over.written()).isPositive();
        return speed;
    }

    private static double speed() {
        Run run = run(QUICK);
        assertThat(run.written()).isGreaterThan(10_000);
        return Math.round(run.written() / run.seconds());
    }

    private static Run run(String flow) {
        String asked = pirogue.api().start(flow, RunRequest.of(Mode.SYNC)).run();
        Run run = await().atMost(LONG)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> pirogue.api().run(asked), Run::isOver);
        assertThat(run.failed()).as("%s", run).isFalse();
        assertThat(run.inFlight()).isZero();
        return run;
    }

    private static long waiting() {
        return pirogue.api().status().flows().stream()
                .filter(each -> each.flow().equals(SLOW))
                .map(Status.Flow::queue)
                .mapToLong(queue -> queue == null ? 0 : queue.depth())
                .sum();
    }

    /** Each by one. */
    private static void everyFigureChanges() {
        DataValues values = world.server("hmis").dataValues();
        Instant now = Instant.now();
        for (DataValue each : values.all()) {
            if (!each.deleted() && each.period().length() == 6) {
                values.put(
                        each.dataElement(),
                        each.period(),
                        each.orgUnit(),
                        each.categoryOptionCombo(),
                        each.attributeOptionCombo(),
                        String.valueOf(Long.parseLong(each.value()) + 1),
                        "district",
                        now);
            }
        }
    }

    private static double median(List<Double> speeds) {
        List<Double> sorted = speeds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
