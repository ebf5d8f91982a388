package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pirogue.workspace.dataset.Publishes.rows;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.dataset.Share;

/** A process that tells a share is killed (SIGKILL) at random instants: nothing is lost, and what comes twice is the same. */
@Tag("full")
class KilledTellingTest {
    private static final int KILLS = 15;

    @TempDir
    Path folder;

    @Test
    void theConsumerHasEachVersionWholeHoweverOftenTheProcessIsKilled() throws Exception {
        Tells tells = new Tells();
        tells.lab.publish(rows(40_000, "1"));
        Share share = tells.share("id", "cases");
        tells.add(share, "kafka", "partners/cases");
        List<byte[]> taken = new ArrayList<>();
        Random random = new Random(20261127);
        int killed = 0;
        int version = 1;
        while (killed < KILLS || tells.state(share).pending() > 0) {
            Path file = Files.createTempFile(folder, "events-", "");
            killed += run(share, file, killed < KILLS ? 1 + random.nextInt(1_500_000) : -1) ? 1 : 0;
            taken.addAll(FileDoor.taken(file));
            // The claim of the dead ends by itself, after two minutes that nobody waits for here.
            tells.lab.jdbc.update(
                    "update workspace.outlet set claimed_until = ledger.now() - interval '1 second' where share = ? and claimed_by is not null",
                    share.id());
            if (tells.state(share).pending() == 0 && killed < KILLS) {
                tells.publish(rows(40_000 - 500 * version, String.valueOf(++version)));
            }
        }
        Follower follower = tells.follower(share);
        follower.take(taken);
        long different = taken.stream()
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .distinct()
                .count();
        System.out.printf(
                "%d kills, %d events, %d of them again, %d versions%n",
                killed, taken.size(), taken.size() - different, version);
        assertThat(taken.size() - different)
                .as("events that came again: or the kills missed")
                .isPositive();
        assertThat(follower.rows).hasSize(40_000 - 500 * (version - 1));
        assertThat(follower.version).isEqualTo(version);
        assertThat(tells.state(share).told()).isEqualTo(version);
    }

    /** @param afterBytes how much is in the file when it is killed; negative: it is let end. @return whether it was killed */
    private static boolean run(Share share, Path file, int afterBytes) throws IOException, InterruptedException {
        HikariDataSource source = (HikariDataSource) TestDatabase.source();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TellingProcess.class.getName(),
                        source.getJdbcUrl(),
                        source.getUsername(),
                        source.getPassword(),
                        Long.toString(share.id()),
                        file.toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.equals("up")) {
            line = out.readLine();
        }
        if (afterBytes > 0) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Files.size(file) >= afterBytes || !process.isAlive());
        }
        boolean ended = afterBytes < 0 ? process.waitFor(2, TimeUnit.MINUTES) : !process.isAlive();
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return !ended;
    }
}
