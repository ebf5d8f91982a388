package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.truth.TruthLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pirogue is killed in the middle of its work and started again on the same data directory. */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final String COUNT = "tracker-to-hmis";
    private static final String CARRY = "hmis-to-nmdr";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 1300, "202511", "202604");
        pirogue = launch();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pirogue.close();
        world.close();
    }

    private static ChildPirogue launch() throws IOException {
        return ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), world.settings(folder))
                .ready();
    }

    /** Kill, and on again: the database has outlived the kill, is found and put to rest. */
    private static void killAndStartAgain() throws Exception {
        pirogue.kill();
        ProcessHandle orphan = pirogue.database().orElseThrow();
        pirogue = launch();
        assertThat(orphan.isAlive())
                .as("the database that the kill left behind")
                .isFalse();
        assertThat(pirogue.log()).contains("PostgreSQL of an earlier start is still running");
    }

    @Test
    @Order(1)
    void losesNothingAndDoublesNothingWhenKilledWhileItDelivers() throws Exception {
        Sandbox repository = world.server("nmdr");
        repository.faults().add(Fault.latency("dataValueSets", 250).on("POST"));
        Map<Cell, String> expected = Expected.mapped(world.export("hmis").values("MAL_MONTHLY"));
        Run run = pirogue.api().start(CARRY, RunRequest.of(Mode.SYNC));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> repository.truth().size() > 4000);

        pirogue.kill();
        int written = world.export("nmdr").values("NMDR_MAL").size();
        assertThat(written).as("values that stood there at the kill").isBetween(1, expected.size() - 1);
        killAndStartAgain();
        repository.faults().clear();

        Run over = pirogue.over(run.run());
        assertThat(over.state()).isEqualTo("done");
        assertThat(over.balanced()).isTrue();
        assertThat(over.inFlight()).isZero();
        assertThat(over.written() + over.unchanged()).isEqualTo(expected.size());
        assertThat(world.export("nmdr").values("NMDR_MAL")).isEqualTo(expected);
        long repeats = repeats(repository.truth().all());
        LOG.info("killed with {} of {} values delivered; {} were sent twice", written, expected.size(), repeats);
    }

    @Test
    @Order(2)
    void countsEveryCaseOnceWhenKilledWhileItReadsTheLineList() throws Exception {
        world.server("tracker")
                .faults()
                .add(Fault.latency("tracker/trackedEntities", 60_000).skipping(1));
        Run run = pirogue.api().start(COUNT, RunRequest.of(Mode.SYNC));
        await().atMost(SOON).until(() -> world.server("tracker").faults().hits() > 0);
        await().atMost(SOON).until(() -> pirogue.api().run(run.run()).read() > 0);

        killAndStartAgain();
        world.server("tracker").faults().clear();

        Run over = pirogue.over(run.run());
        assertThat(over.failed()).as("%s", over).isFalse();
        assertThat(over.balanced()).isTrue();
        assertThat(over.inFlight()).isZero();
        assertThat(countedAtTheHmis()).isEqualTo(Expected.counted(world.export("tracker")));
    }

    @Test
    @Order(3)
    void goesOnWithTheChunksThatWereLeftWhenKilledWhileItCollects() throws Exception {
        world.server("hmis").faults().add(Fault.latency("dataValueSets", 150).on("GET"));
        long before = world.server("nmdr").truth().size();
        Run run = pirogue.api().start(CARRY, new RunRequest(null, null, true, Mode.SYNC));
        Run seen = await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pirogue.api().run(run.run()), now -> now.chunksDone() > 5);
        assertThat(seen.chunksDone()).isLessThan(seen.chunks());

        killAndStartAgain();
        world.server("hmis").faults().clear();

        Run over = pirogue.over(run.run());
        Map<Cell, String> expected = Expected.mapped(world.export("hmis").values("MAL_MONTHLY"));
        assertThat(over.state()).isEqualTo("done");
        assertThat(over.balanced()).isTrue();
        assertThat(over.desired()).isEqualTo(expected.size());
        assertThat(world.export("nmdr").values("NMDR_MAL")).isEqualTo(expected);
        assertThat(repeats(world.server("nmdr").truth().since(before))).isZero();
        wasNeverWrong(expected);
    }

    /** Cells that were written once more with the value that they already had: harmless, but counted. */
    private static long repeats(List<TruthLog.Write> writes) {
        return writes.stream()
                .filter(write -> write.after() != null && write.after().equals(write.before()))
                .count();
    }

    /** The target's log of writes: no cell was ever given, or left with, another value than it should have. */
    private static void wasNeverWrong(Map<Cell, String> expected) {
        Map<String, String> last = new HashMap<>();
        for (TruthLog.Write write : world.server("nmdr").truth().all()) {
            String[] key = write.key().split("/");
            assertThat(write.deleted()).as("%s deleted", write.key()).isFalse();
            last.put(String.join("/", key), String.valueOf(write.after()));
        }
        assertThat(last).hasSameSizeAs(expected);
        assertThat(last.values().stream().sorted().toList())
                .isEqualTo(expected.values().stream().sorted().toList());
    }

    private static Map<Cell, String> countedAtTheHmis() {
        Map<Cell, String> values = new TreeMap<>(world.export("hmis").values("MAL_MONTHLY"));
        values.keySet().removeIf(cell -> !Expected.COUNTED.contains(cell.dataElement()));
        return values;
    }
}
