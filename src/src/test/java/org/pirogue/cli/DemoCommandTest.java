package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.DataFolder;

/** The demonstration with a real child process, which speaks Pirogue's REST interface. */
final class DemoCommandTest {
    private static final String COUNTS = "{\"read\":1204,\"used\":1200,\"ignored\":1,\"unmapped\":1,\"invalid\":1,"
            + "\"duplicate\":1,\"suppressed\":0,\"desired\":300,\"written\":290,\"unchanged\":7,\"rejected\":0,\"inFlight\":0,"
            + "\"conflict\":0,\"superseded\":0,\"retracted\":1,\"deleted\":2,\"balanced\":true,\"seconds\":1.5}";

    private static final String REJECTS =
            "\"rejects\":[{\"round\":1,\"code\":\"E8122\",\"orgUnit\":\"BDI_1\",\"count\":1},"
                    + "{\"round\":2,\"code\":\"E8122\",\"orgUnit\":\"BDI_1\",\"count\":1}]";

    @TempDir
    Path checkout;

    private CommandLineFixture pirogue;

    @BeforeEach
    void freshCommandLine() {
        pirogue = new CommandLineFixture(checkout);
    }

    @Test
    void printsExactlyOneJsonDocumentAndLeavesNothingRunning() throws Exception {
        pirogue.withCountry("atlantis", "beta", "alpha");
        assertThat(pirogue.call("demo", "atlantis", "--once", "--json")).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .isEqualTo("{\"country\":\"atlantis\",\"flows\":[{\"flow\":\"beta\",\"runs\":[" + COUNTS + "," + COUNTS
                        + "]," + REJECTS + "},{\"flow\":\"alpha\",\"runs\":[" + COUNTS + "," + COUNTS + "]," + REJECTS
                        + "}],\"agrees\":true}"
                        + System.lineSeparator());
        assertThat(pirogue.worldEvents).containsExactly("changed", "closed");
        assertThat(ProcessHandle.of(childOf("atlantis")))
                .matches(child -> child.filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void handsTokensOnInFilesThatOnlyTheOwnerReads() throws Exception {
        pirogue.withCountry("atlantis", "alpha");
        pirogue.call("demo", "atlantis", "--once");
        String arguments = Files.readString(data("atlantis").resolve("arguments"));
        assertThat(arguments)
                .contains("--pirogue.connections.tracker.url=http://127.0.0.1:1")
                .doesNotContain("d2p_secret");
        Path token = Path.of(arguments.replaceAll("(?s).*--pirogue.connections.hmis.token-file=(\\S+).*", "$1"));
        assertThat(token).hasContent("d2p_secret_of_hmis");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void printsATableForEachRoundAndTheComparison() {
        pirogue.withCountry("atlantis", "alpha", "refusing");
        assertThat(pirogue.call("demo", "atlantis", "--once")).isEqualTo(Exit.OK);
        assertThat(pirogue.out().lines().filter(line -> line.startsWith("flow ")))
                .hasSize(2);
        assertThat(pirogue.out()).containsPattern("refusing +partial +1,204");
        assertThat(pirogue.err()).contains("alpha: source and target agree in all 10 cells");
    }

    @Test
    void failsIfOneRunFailsAndStillReports() {
        pirogue.withCountry("atlantis", "sinking", "alpha");
        assertThat(pirogue.call("demo", "atlantis", "--once", "--json")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.out().lines()).hasSize(1);
        assertThat(pirogue.out()).contains("\"flow\":\"alpha\"").contains("\"agrees\":false");
        assertThat(pirogue.err()).contains("P301");
    }

    @Test
    void failsIfOneRunDoesNotBalance() {
        pirogue.withCountry("atlantis", "leaking");
        assertThat(pirogue.call("demo", "atlantis", "--once", "--json")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.out()).contains("\"balanced\":false").contains("\"agrees\":true");
    }

    @Test
    void failsIfSourceAndTargetDoNotAgree() {
        pirogue.withCountry("atlantis", "drifting");
        assertThat(pirogue.call("demo", "atlantis", "--once", "--json", "--lang", "fr"))
                .isEqualTo(Exit.FAILED);
        assertThat(pirogue.out()).contains("\"agrees\":false");
        assertThat(pirogue.err()).contains("drifting : source et cible ne concordent pas");
    }

    @Test
    void noticesAtOnceThatTheChildEndedAndShowsItsLastLines() {
        pirogue.withCountry("wreck", "alpha");
        assertThat(pirogue.call("demo", "wreck", "--once", "--json")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("| P101 the hull has a hole", "P521 Pirogue ended by itself (1)");
        assertThat(pirogue.out()).isEmpty();
        assertThat(pirogue.worldEvents).containsExactly("closed");
    }

    @Test
    void staysUntilItsPirogueEnds() {
        pirogue.withCountry("atlantis", "alpha");
        CompletableFuture<Exit> exit = CompletableFuture.supplyAsync(() -> pirogue.call("demo", "atlantis"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> pirogue.err().contains("/hawtio") && !exit.isDone());
        assertThat(pirogue.err())
                .contains(data("atlantis").resolve("secrets/admin-password").toString());
        ProcessHandle.of(childOf("atlantis")).orElseThrow().destroyForcibly();
        assertThat(exit.join()).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P521");
    }

    @Test
    void leavesARunningDemonstrationAlone() {
        pirogue.withCountry("atlantis", "alpha");
        try (FakePirogue running = new FakePirogue().in(data("atlantis"))) {
            assertThat(pirogue.call("demo", "atlantis", "--once")).isEqualTo(Exit.FAILED);
            assertThat(pirogue.err()).startsWith("P523");
            assertThat(running.asked).isEqualTo(List.of());
        }
    }

    private Path data(String country) {
        return checkout.resolve("data").resolve("demo-" + country);
    }

    private long childOf(String country) {
        return new DataFolder(data(country)).listening().orElseThrow().pid();
    }
}
