package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.it.FaultProxy.Fate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disk under the data directory fills up, to the last byte, and has room again. Needs the right to mount. */
@Tag("full")
class StorageIT {
    private static final Logger LOG = LoggerFactory.getLogger(StorageIT.class);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long MB = 1024L * 1024L;
    private static final int LIMIT_MB = 48;

    @TempDir
    Path folder;

    private Path data;
    private Path filler;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        filler = data.resolve("filler");
        mounted = command("mount", "-t", "tmpfs", "-o", "size=400m,mode=0755", "tmpfs", data.toString());
        if (!mounted) {
            System.err.println("SKIPPED: the test of a full disk, for want of the right to mount a small file system");
        }
        assumeTrue(mounted, "no right to mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            command("umount", "-l", data.toString());
        }
    }

    private static boolean command(String... words) throws Exception {
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void losesNothingWhenTheDiskIsFull() throws Exception {
        ProofSheet sheet = new ProofSheet("disk-full", "The disk of a Pirogue at work fills up to the last byte");
        try (Crossing crossing = new Crossing(
                folder,
                new String[] {"202609", "202610"},
                5,
                List.of("--pirogue.broker.min-disk-free-mb=" + LIMIT_MB))) {
            crossing.proxy.script((point, call) -> {
                if (point == FaultProxy.Point.REQUEST && call.isPost("/dataValueSets")) {
                    LockSupport.parkNanos(300_000_000L);
                }
                return Fate.GO;
            });
            crossing.run();
            await("it delivers").atMost(LONG).until(() -> crossing.truth().size() > 0);
            leave(LIMIT_MB * 3 / 2);
            await("the alarm, while there is room")
                    .atMost(LONG)
                    .until(() -> !crossing.pirogue().api().isHealthy());
            int atTheAlarm = crossing.truth().size();
            await("it goes on under the alarm")
                    .atMost(LONG)
                    .until(() -> crossing.truth().size() > atTheAlarm);
            leave(0);
            crossing.source.change(25);
            suffers(crossing);
            crossing.staysFor(Duration.ofSeconds(20));
            Files.delete(filler);
            if (!crossing.pirogue().process().isAlive()) {
                assertThat(crossing.pirogue().log()).contains("P532");
                crossing.start();
            }
            crossing.ready();
            crossing.run();
            crossing.comesToRest();
            Judgement judgement = crossing.judge();
            LOG.info("{}", judgement);
            sheet.write(1, judgement);
            assertThat(crossing.runs().get(0).failed())
                    .as("%s", crossing.runs().get(0))
                    .isFalse();
            assertThat(judgement.isClean())
                    .as("%s after %s", judgement, crossing.runs())
                    .isTrue();
            assertThat(crossing.watch.unbalanced()).isEmpty();
        }
    }

    /** A run is asked for on the full disk: it, or the database, or all of Pirogue must say that it cannot. */
    private static void suffers(Crossing crossing) {
        try {
            crossing.run();
        } catch (RuntimeException e) {
            LOG.info("on the full disk a run is refused: {}", e.getMessage());
        }
        await("the full disk is felt").atMost(LONG).until(() -> {
            String log = crossing.pirogue().log();
            return log.contains("P531") || log.contains("No space left") || log.contains("P399");
        });
    }

    /** Leaves so many MB free. */
    private void leave(long megabytes) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(
                filler, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            while (Files.getFileStore(data).getUsableSpace() > megabytes * MB) {
                out.write(block);
            }
        } catch (IOException full) {
            if (megabytes > 0) {
                throw full;
            }
        }
    }
}
