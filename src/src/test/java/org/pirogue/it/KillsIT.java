package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.it.Export.Cell;
import org.pirogue.it.FaultProxy.Fate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pirogue, and the broker within it, is killed at random instants and at each aimed point of a delivery. */
class KillsIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillsIT.class);
    private static final int REPORTS = 25;

    @TempDir
    Path folder;

    /** Kills, and says which cells were posted by a killed delivery and are not wanted any more. */
    private interface Campaign {
        Set<Cell> kill(Crossing crossing) throws Exception;
    }

    /**
     * In every build: few cells, one kill of each kind; {@code CrashIT} kills at other instants. The first of them fall into
     * the run that writes all for the first time.
     */
    @Test
    void nothingIsLostWrongOrDoubledAfterAFewKills() throws Exception {
        survives("kills-small", "Pirogue killed once at each of 5 points, its PostgreSQL once", "202610", crossing -> {
            Set<Cell> gone = aimed(crossing, 1);
            crossing.ready();
            crossing.works();
            crossing.killDatabase(true);
            crossing.comesToRest();
            crossing.run();
            return gone;
        });
    }

    @Test
    @Tag("full")
    void nothingIsLostWrongOrDoubledAfterAHundredKillsAtRandom() throws Exception {
        int random = ProofSheet.times(100);
        String what = "Pirogue and its broker killed: %d at random".formatted(random);
        survives("kills-random", what, "202411", crossing -> {
            crossing.run();
            for (int i = 0; i < random; i++) {
                killAtRandom(crossing, i);
            }
            return Set.of();
        });
    }

    @Test
    @Tag("full")
    void nothingIsLostWrongOrDoubledAfterTenKillsAtEachPoint() throws Exception {
        int aimed = ProofSheet.times(10);
        String what = "Pirogue and its broker killed: %d at each of 5 points".formatted(aimed);
        survives("kills-aimed", what, "202411", crossing -> aimed(crossing, aimed));
    }

    private static Set<Cell> aimed(Crossing crossing, int times) throws Exception {
        Set<Cell> gone = new TreeSet<>();
        for (int i = 0; i < times; i++) {
            for (Aim aim : Aim.values()) {
                gone.addAll(crossing.killAt(aim, i));
                LOG.info("kill {} at {}, {} posted and gone so far", i + 1, aim, gone.size());
            }
        }
        assertThat(gone)
                .as("posted, killed before the receipt, gone from the next version")
                .isNotEmpty();
        return gone;
    }

    private void survives(String name, String what, String from, Campaign campaign) throws Exception {
        ProofSheet sheet = new ProofSheet(name, what);
        try (Crossing crossing = new Crossing(folder, new String[] {from, "202610"}, 20261127, List.of())) {
            Set<Cell> gone = campaign.kill(crossing);
            crossing.comesToRest();
            Judgement judgement = crossing.judge();
            LOG.info(
                    "{} kills, {} of them while a run was under way: {}", crossing.kills(), crossing.hits(), judgement);
            sheet.count("messages given again", crossing.givenAgain())
                    .count("kills while a run was under way", crossing.hits())
                    .count("posted, killed, gone", gone.size())
                    .count("balances seen", crossing.watch.looks())
                    .write(crossing.kills(), judgement);
            isProven(crossing, judgement);
        }
    }

    private static void isProven(Crossing crossing, Judgement judgement) throws Exception {
        assertThat(judgement.isClean()).as("%s", judgement).isTrue();
        assertThat(crossing.givenAgain())
                .as("messages given again, or the kills missed")
                .isPositive();
        assertThat(crossing.hits()).as("kills that hit a run").isPositive();
        assertThat(crossing.watch.unbalanced()).isEmpty();
        assertThat(crossing.watch.looks()).as("balances seen").isPositive();
        assertThat(crossing.runs()).allMatch(run -> BalanceWatch.isBalanced(run) && run.inFlight() == 0);
        assertThat(crossing.runs())
                .as("a kill ends no run; that its database is gone while it reads does")
                .allMatch(run -> run.isDone() || run.state().equals("partial") || isWithoutDatabase(run));
        assertThat(crossing.runs().get(0).failed()).isFalse();
    }

    private static boolean isWithoutDatabase(Run run) {
        return run.failed() && run.problem() != null && run.problem().code().equals("P471");
    }

    /** Any time from its start on: while it starts, soon after, and, half of the times, after it has written something. */
    private static void killAtRandom(Crossing crossing, int number) throws Exception {
        crossing.proxy.script((point, call) -> {
            if (point == FaultProxy.Point.REQUEST) {
                java.util.concurrent.locks.LockSupport.parkNanos(call.number() % 7 * 40_000_000L);
            }
            return Fate.GO;
        });
        int when = crossing.random.nextInt(6);
        if (when == 0) {
            crossing.passes(Duration.ofMillis(crossing.random.nextInt(6000)));
        } else {
            crossing.listensWithin(Duration.ofSeconds(120));
            if (when > 2) {
                crossing.ready();
                crossing.works();
            }
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
