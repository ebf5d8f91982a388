package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.it.Export.Cell;
import org.pirogue.it.FaultProxy.Fate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pirogue, and the broker within it, is killed at random instants and at each aimed point of a delivery. */
@Tag("full")
class KillsIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillsIT.class);
    private static final int REPORTS = 25;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostWrongOrDoubledAfterAFewKills() throws Exception {
        survives(5, 1, "202608", "202610", "kills-small");
    }

    @Test
    @Tag("full")
    void nothingIsLostWrongOrDoubledAfterAHundredAndFiftyKills() throws Exception {
        survives(100, 10, "202411", "202610", "kills");
    }

    private void survives(int random, int aimed, String from, String to, String name) throws Exception {
        ProofSheet sheet = new ProofSheet(
                name,
                "Pirogue and its broker killed: %d at random, %d at each of 5 aimed points".formatted(random, aimed));
        try (Crossing crossing = new Crossing(folder, new String[] {from, to}, 20261127, List.of())) {
            crossing.run();
            for (int i = 0; i < random; i++) {
                killAtRandom(crossing, i);
            }
            Set<Cell> gone = new TreeSet<>();
            for (int i = 0; i < aimed; i++) {
                for (Aim aim : Aim.values()) {
                    gone.addAll(crossing.killAt(aim, i));
                    LOG.info("kill {} at {}, {} posted and gone so far", i + 1, aim, gone.size());
                }
            }
            crossing.comesToRest();
            Judgement judgement = crossing.judge();
            LOG.info(
                    "{} kills, {} of them while a run was under way: {}", crossing.kills(), crossing.hits(), judgement);
            sheet.count("messages given again", crossing.givenAgain())
                    .count("kills while a run was under way", crossing.hits())
                    .count("posted, killed, gone", gone.size())
                    .count("balances seen", crossing.watch.looks())
                    .write(crossing.kills(), judgement);
            isProven(crossing, judgement, gone);
        }
    }

    private static void isProven(Crossing crossing, Judgement judgement, Collection<Cell> gone) throws Exception {
        assertThat(judgement.isClean()).as("%s", judgement).isTrue();
        assertThat(crossing.givenAgain())
                .as("messages given again, or the kills missed")
                .isPositive();
        assertThat(crossing.hits()).as("kills that hit a run").isPositive();
        assertThat(gone)
                .as("posted, killed before the receipt, gone from the next version")
                .isNotEmpty();
        assertThat(crossing.watch.unbalanced()).isEmpty();
        assertThat(crossing.watch.looks()).as("balances seen").isPositive();
        assertThat(crossing.runs()).allMatch(run -> BalanceWatch.isBalanced(run) && run.inFlight() == 0);
        assertThat(crossing.runs().stream().map(Run::state).collect(Collectors.toSet()))
                .isSubsetOf("done", "partial");
    }

    /** Any time from its start on; mostly after it has begun to work. */
    private static void killAtRandom(Crossing crossing, int number) throws Exception {
        crossing.proxy.script((point, call) -> {
            if (point == FaultProxy.Point.REQUEST) {
                java.util.concurrent.locks.LockSupport.parkNanos(call.number() % 7 * 40_000_000L);
            }
            return Fate.GO;
        });
        if (crossing.random.nextInt(6) == 0) {
            crossing.passes(Duration.ofMillis(crossing.random.nextInt(6000)));
        } else {
            crossing.listensWithin(Duration.ofSeconds(120));
            crossing.passes(Duration.ofMillis(crossing.random.nextInt(3500)));
        }
        crossing.kill();
        if (!crossing.watch.sawWork()) {
            crossing.source.change(4 * REPORTS);
            crossing.again();
            crossing.run();
        } else {
            crossing.start();
            followed(crossing);
        }
        LOG.info(
                "kill {} at random, {} writes at the target",
                number + 1,
                crossing.truth().size());
    }

    private static void followed(Crossing crossing) throws Exception {
        if (crossing.listensWithin(Duration.ofSeconds(crossing.random.nextInt(8) == 0 ? 3 : 120))) {
            crossing.watch.follow(crossing.pirogue().api());
        }
    }
}
