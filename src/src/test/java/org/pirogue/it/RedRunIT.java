package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.it.Export.Cell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A suite that cannot fail proves nothing: the same kills, judged in the same way, without what keeps the promise. */
@Tag("full")
class RedRunIT {
    private static final Logger LOG = LoggerFactory.getLogger(RedRunIT.class);

    @TempDir
    Path folder;

    @Test
    void theKillsLeaveValuesBehindWhenAttemptsAreNotRecorded() throws Exception {
        try (Crossing crossing = new Crossing(
                folder, new String[] {"202610", "202610"}, 6, List.of("--pirogue.proof.without=attempts"))) {
            Set<Cell> gone = new TreeSet<>(crossing.killAt(Aim.AFTER_POST_BEFORE_SETTLE, 0));
            gone.addAll(crossing.killAt(Aim.MID_VERDICT, 0));
            crossing.ready();
            crossing.run();
            crossing.comesToRest();
            Judgement judgement = crossing.judge();
            LOG.info("without attempts: {}", judgement);
            assertThat(judgement.isClean()).as("%s", judgement).isFalse();
            assertThat(judgement.unexpected())
                    .as("of what was posted, killed, and gone: %s", gone)
                    .anyMatch(left -> gone.stream().anyMatch(cell -> left.startsWith(cell + " = ")));
        }
    }
}
