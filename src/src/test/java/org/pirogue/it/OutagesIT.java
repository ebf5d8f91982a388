package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.it.FaultProxy.Fate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** What Pirogue lives on dies while Pirogue lives: an external broker, its own database; and its broker's store is lost. */
@Tag("full")
class OutagesIT {
    private static final Logger LOG = LoggerFactory.getLogger(OutagesIT.class);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void goesOnWhenTheBrokerDiesFortyTimes() throws Exception {
        int times = ProofSheet.times(40);
        ProofSheet sheet = new ProofSheet("broker", "An external broker killed while Pirogue delivers");
        try (ChildBroker broker = new ChildBroker(folder);
                Crossing crossing = new Crossing(folder, new String[] {"202501", "202610"}, 40, broker.settings())) {
            slowly(crossing);
            crossing.run();
            for (int i = 0; i < times; i++) {
                crossing.works();
                crossing.passes(Duration.ofMillis(crossing.random.nextInt(1500)));
                broker.kill();
                crossing.passes(Duration.ofMillis(crossing.random.nextInt(1500)));
                broker.start();
                LOG.info(
                        "broker killed {} times, {} writes",
                        i + 1,
                        crossing.truth().size());
            }
            ends(crossing, sheet, times);
        }
    }

    /** By turns the whole of it, and one of its processes, whereupon it throws all connections out. */
    @Test
    void goesOnWhenItsDatabaseDiesTenTimes() throws Exception {
        int times = ProofSheet.times(10);
        ProofSheet sheet = new ProofSheet(
                "database", "PostgreSQL killed while Pirogue delivers (its first process; one of the others)");
        try (Crossing crossing = new Crossing(folder, new String[] {"202501", "202610"}, 10, List.of())) {
            slowly(crossing);
            crossing.run();
            for (int i = 0; i < times; i++) {
                crossing.works();
                crossing.passes(Duration.ofMillis(crossing.random.nextInt(1500)));
                crossing.killDatabase(i % 2 == 0);
                LOG.info(
                        "database killed {} times, {} writes",
                        i + 1,
                        crossing.truth().size());
            }
            ends(crossing, sheet, times);
        }
    }

    @Test
    void refillsALostBrokerFromTheLedger() throws Exception {
        ProofSheet sheet =
                new ProofSheet("broker-lost", "The broker's store deleted between two starts, with work in it");
        try (Crossing crossing = new Crossing(folder, new String[] {"202609", "202610"}, 1, List.of())) {
            Aim.Held held = Aim.BEFORE_POST.take(crossing.proxy, crossing.hooks);
            Run run = crossing.run();
            held.await();
            await("all is handed over")
                    .atMost(LONG)
                    .until(
                            () -> crossing.pirogue().api().run(run.run()),
                            now -> now.chunks() > 0 && now.chunksDone() == now.chunks());
            crossing.kill();
            held.release(Fate.CUT);
            assertThat(FileSystemUtils.deleteRecursively(crossing.data().resolve("artemis")))
                    .isTrue();
            crossing.again();
            ends(crossing, sheet, 1);
            assertThat(Files.isDirectory(crossing.data().resolve("artemis"))).isTrue();
        }
    }

    private static void slowly(Crossing crossing) {
        crossing.proxy.script((point, call) -> {
            if (point == FaultProxy.Point.REQUEST && call.isPost("/dataValueSets")) {
                LockSupport.parkNanos(200_000_000L);
            }
            return Fate.GO;
        });
    }

    private static void ends(Crossing crossing, ProofSheet sheet, int times) throws Exception {
        // What an outage has ended says so; the next run carries what it left.
        crossing.comesToRest();
        crossing.run();
        crossing.comesToRest();
        Judgement judgement = crossing.judge();
        LOG.info("{}", judgement);
        sheet.count("balances seen", crossing.watch.looks()).write(times, judgement);
        assertThat(judgement.isClean()).as("%s", judgement).isTrue();
        assertThat(crossing.watch.unbalanced()).isEmpty();
        assertThat(crossing.runs()).allMatch(run -> BalanceWatch.isBalanced(run) && run.inFlight() == 0);
        assertThat(crossing.runs().get(0).failed())
                .as("%s", crossing.runs().get(0))
                .isFalse();
    }
}
