package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.it.FaultProxy.Fate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a queue may do: give a message twice, give old versions after new ones, and take no more. */
@Tag("full")
class QueueIT {
    private static final Logger LOG = LoggerFactory.getLogger(QueueIT.class);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int VERSIONS = 4;

    @TempDir
    Path folder;

    @Test
    void endsAtTheNewestVersionWhenEveryMessageComesTwiceAndInAnyOrder() throws Exception {
        ProofSheet sheet = new ProofSheet(
                "queue-shuffled",
                "Every message twice, in any order, up to %d versions of a slice".formatted(VERSIONS));
        try (ChildBroker broker = new ChildBroker(folder);
                Crossing crossing = new Crossing(folder, new String[] {"202609", "202610"}, 2, broker.settings())) {
            Aim.Held held = Aim.BEFORE_POST.take(crossing.proxy, crossing.hooks);
            for (int version = 0; version < VERSIONS; version++) {
                crossing.source.change(60);
                handedOver(crossing, crossing.run());
            }
            held.await();
            crossing.kill();
            held.release(Fate.CUT);
            int messages = broker.doubleAndShuffle(Crossing.QUEUE, crossing.random);
            crossing.again();
            ends(crossing, sheet, messages);
            assertThat(messages).isGreaterThan(VERSIONS);
        }
    }

    @Test
    void sendsLaterWhatAFullQueueDidNotTake() throws Exception {
        ProofSheet sheet = new ProofSheet("queue-full", "The queue takes no more, then has room again");
        try (ChildBroker broker = new ChildBroker(folder, "200000");
                Crossing crossing = new Crossing(folder, new String[] {"202609", "202610"}, 3, broker.settings())) {
            Aim.Held held = Aim.BEFORE_POST.take(crossing.proxy, crossing.hooks);
            crossing.run();
            held.await();
            await("the queue says that it is full")
                    .atMost(LONG)
                    .until(() -> crossing.pirogue().log().contains("AMQ229102")
                            || crossing.pirogue().log().contains("is full"));
            held.release(Fate.CUT);
            ends(crossing, sheet, 1);
        }
    }

    private static void handedOver(Crossing crossing, Run run) {
        await("it is handed over")
                .atMost(LONG)
                .until(
                        () -> crossing.pirogue().api().run(run.run()),
                        now -> now.isOver() || now.chunks() > 0 && now.chunksDone() == now.chunks());
    }

    private static void ends(Crossing crossing, ProofSheet sheet, int times) throws Exception {
        crossing.comesToRest();
        Judgement judgement = crossing.judge();
        LOG.info("{}", judgement);
        sheet.count("balances seen", crossing.watch.looks()).write(times, judgement);
        assertThat(judgement.isClean()).as("%s", judgement).isTrue();
        assertThat(crossing.watch.unbalanced()).isEmpty();
        assertThat(crossing.runs()).noneMatch(Run::failed);
    }
}
