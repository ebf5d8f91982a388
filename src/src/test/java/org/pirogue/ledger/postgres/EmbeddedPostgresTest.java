package org.pirogue.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.pirogue.home.StartupProblems;

class EmbeddedPostgresTest {

    private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();
    private static final String PASSWORD = "it's a test";

    /** One database for all tests: each start finds what the one before left. */
    @TempDir
    static Path directory;

    @Test
    void keepsEveryCommittedRowOverAKillAndStopsTheOrphan() throws Exception {
        var child = startChild();
        var acknowledged = readUntil(child, 50);
        assertThatThrownBy(EmbeddedPostgresTest::start)
                .as("while the other process lives")
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("P102")
                .hasMessageContaining(directory.toString());
        child.destroyForcibly().waitFor();
        var orphan = postmaster();
        assertThat(ProcessHandle.of(orphan)).as("PostgreSQL outlives the kill").isPresent();

        try (var postgres = start()) {
            assertThat(postmaster()).isNotEqualTo(orphan);
            assertThat(count(postgres)).isGreaterThanOrEqualTo(acknowledged);
        }
        assertThat(directory.resolve("data").resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void letsNobodyInWithoutThePasswordOrFromElsewhere() throws Exception {
        try (var postgres = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
            for (InetAddress address : addressesOfThisMachine()) {
                assertThatThrownBy(() -> new Socket(address, postgres.port()).close())
                        .as(address.toString())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void keepsItsPromisesOnDiskAndIsNotTheApplicationsToCommand() throws Exception {
        try (var postgres = start();
                var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            assertThat(first(statement, "SHOW fsync")).isEqualTo("on");
            assertThat(first(statement, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(first(statement, "SHOW data_checksums")).isEqualTo("on");
            assertThat(first(statement, "SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("false");
        }
    }

    @Test
    void isAsGoodAsAnExternalOneToTheCheckAtStart() throws Exception {
        var right = Files.writeString(directory.resolve("right"), PASSWORD + "\n");
        var wrong = Files.writeString(directory.resolve("wrong"), "guess\n");
        try (var postgres = start()) {
            assertThat(problems(postgres.url(), right)).isEmpty();
            assertThat(problems(postgres.url(), wrong)).containsExactly("P113");
            assertThat(problems(postgres.url(), directory.resolve("missing"))).containsExactly("P104");
            assertThat(problems("jdbc:postgresql://127.0.0.1:1/pirogue", right)).containsExactly("P112");
        }
    }

    @Test
    void isThereAgainAfterItWasKilled() throws Exception {
        try (var postgres = start()) {
            for (int kill = 0; kill < 2; kill++) {
                long killed = postmaster();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> postmaster() != killed
                                && ProcessHandle.of(postmaster()).isPresent());
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> answers(postgres));
            }
        }
        assertThat(directory.resolve("data").resolve("postmaster.pid"))
                .as("nothing starts it again after it was stopped")
                .doesNotExist();
    }

    private static boolean answers(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            return first(statement, "SELECT 1").equals("1");
        }
    }

    @Test
    void itIsFoundAgainAtThePortThatWasAskedForOrSaysThatItIsTaken() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory, BINARIES, PASSWORD, PASSWORD, port, () -> {})
                            .close())
                    .isInstanceOfSatisfying(StartupFailure.class, failure -> assertThat(failure.problems())
                            .extracting(Problem::code)
                            .containsExactly("P124"));
        }
        for (int start = 0; start < 2; start++) {
            try (var postgres = EmbeddedPostgres.start(directory, BINARIES, PASSWORD, PASSWORD, port, () -> {})) {
                assertThat(postgres.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void programsThatWereUnpackedBeforeAreCopied(@TempDir Path other) throws Exception {
        var unpacked = PostgresBinaries.unpack(BINARIES);
        var copied = PostgresBinaries.unpack(other, BINARIES);

        assertThat(files(copied)).isEqualTo(files(unpacked)).hasSizeGreaterThan(500);
        var program = copied.resolve("bin").resolve("initdb");
        assertThat(program).hasSameBinaryContentAs(unpacked.resolve("bin").resolve("initdb"));
        assertThat(new ProcessBuilder(program.toString(), "--version").start().waitFor())
                .isZero();
        assertThat(files(other)).as("no draft is left").hasSize(files(copied).size() + 1);
    }

    /** Each with what it is: a link stays a link. */
    private static List<String> files(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path) + (Files.isSymbolicLink(path) ? " link" : ""))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> problems(String url, Path passwordFile) {
        var problems = new StartupProblems();
        new DatabaseCheck(new DatabaseSettings(url, "pirogue", passwordFile.toString(), null, null, 0, 4))
                .check(problems);
        return problems.all().stream().map(Problem::code).toList();
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(directory, BINARIES, PASSWORD, () -> {});
    }

    private static Process startChild() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommitsUntilKilled.class.getName(),
                        directory.toString(),
                        BINARIES.toString(),
                        PASSWORD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int readUntil(Process child, int enough) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            // The log shares standard output with the numbers.
            if (line.matches("\\d+") && Integer.parseInt(line) >= enough) {
                return Integer.parseInt(line);
            }
        }
        throw new IllegalStateException("the child ended early");
    }

    private static long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                .get(0)
                .strip());
    }

    private static int count(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            return Integer.parseInt(first(statement, "SELECT count(*) FROM row"));
        }
    }

    private static String first(java.sql.Statement statement, String query) throws SQLException {
        try (var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Iterable<InetAddress> addressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(network -> Collections.list(network.getInetAddresses()).stream())
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
