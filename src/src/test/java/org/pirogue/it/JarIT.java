package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The packaged jar, as it is handed over: nothing beside it but the folders of the country. */
class JarIT {
    private static final String LISTENS = "0A";

    @TempDir
    Path folder;

    @Test
    void startsShowsItselfToThisMachineOnlyAndStopsWhenAsked() throws Exception {
        List<String> settings = new ArrayList<>();
        for (String connection : List.of("tracker", "hmis", "nmdr")) {
            settings.add("--pirogue.connections." + connection + ".url=http://127.0.0.1:9");
            settings.add("--pirogue.connections." + connection + ".token-file="
                    + World.secret(folder, connection, "d2pat_nobody"));
        }
        try (ChildPirogue pirogue = ChildPirogue.start(
                List.of("-jar", jar().toString()),
                World.CHECKOUT,
                folder.resolve("data"),
                folder.resolve("log"),
                settings)) {
            pirogue.ready();

            asksForASignIn(pirogue);
            listensToThisMachineOnly(pirogue);
            saysThatNoServerAnswers(pirogue);

            ProcessHandle database = pirogue.database().orElseThrow();
            assertThat(pirogue.stop())
                    .hasValueSatisfying(status -> assertThat(status).isIn(0, 143));
            await().atMost(Duration.ofSeconds(10)).until(() -> !database.isAlive());
            assertThat(folder.resolve("data/pirogue.port")).doesNotExist();
            assertThat(pirogue.log()).doesNotContain("d2pat_nobody", "Exception");
        }
    }

    @Test
    void carriesOutTheTestsOfAHome() throws Exception {
        for (String part : List.of("kamelets", "routes/examples", "routes/shared", "config/examples")) {
            FileSystemUtils.copyRecursively(
                    World.CHECKOUT.resolve(part), folder.resolve("home").resolve(part));
        }
        Path out = folder.resolve("out.txt");
        Process test = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dpirogue.checkout=" + folder,
                        "-jar",
                        jar().toAbsolutePath().toString(),
                        "test",
                        "examples",
                        "--home",
                        folder.resolve("home").toString(),
                        "--only",
                        "weeks-to-months")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(test.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(out))
                .contains(
                        "ok      weeks-to-months: one corrected week changes its month, whole",
                        "2 tests hold, 0 failed");
        assertThat(test.exitValue()).isZero();
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**/test-*");
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("pirogue-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void asksForASignIn(ChildPirogue pirogue) throws Exception {
        assertThat(get(pirogue, "/health", "*/*", null).statusCode()).isEqualTo(200);
        HttpResponse<String> console = get(pirogue, "/hawtio", "text/html", null);
        assertThat(console.statusCode()).isEqualTo(302);
        assertThat(console.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login"));
        String token = "Bearer " + pirogue.data().token();
        for (String path : List.of("/jolokia", "/hawtio/jolokia")) {
            assertThat(get(pirogue, path, "*/*", null).statusCode()).as(path).isEqualTo(401);
            assertThat(get(pirogue, path, "*/*", token).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(get(pirogue, "/api/status", "*/*", null).statusCode()).isEqualTo(401);
        assertThat(get(pirogue, "/api/status", "*/*", token).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(ChildPirogue pirogue, String path, String accept, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pirogue.port() + path))
                .header("Accept", accept);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As the kernel says it: the sockets that the process, or one below it, listens with, and on which address. */
    private static void listensToThisMachineOnly(ChildPirogue pirogue) throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "needs /proc");
        Set<String> own = sockets(pirogue.process().toHandle());
        pirogue.process().descendants().forEach(below -> own.addAll(sockets(below)));
        pirogue.database().ifPresent(database -> own.addAll(sockets(database)));
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(row -> row.length > 9 && row[3].equals(LISTENS) && own.contains(row[9]))
                    .map(row -> row[1].split(":")[0])
                    .forEach(addresses::add);
        }
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(2).allMatch(address -> address.endsWith("0100007F"));
    }

    private static Set<String> sockets(ProcessHandle process) {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files.toList()) {
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        } catch (IOException e) {
            // A process, or a file of it, that has ended meanwhile listens no more.
        }
        return inodes;
    }

    private static void saysThatNoServerAnswers(ChildPirogue pirogue) {
        assertThat(pirogue.api().status().connections())
                // Datasets lie in Pirogue's own database.
                .filteredOn(each -> !each.name().endsWith("datasets"))
                .extracting(each -> each.name(), each -> each.reachable())
                .containsExactlyInAnyOrder(
                        tuple("hmis", false),
                        tuple("nmdr", false),
                        tuple("tracker", false),
                        tuple("partner-files", false));
    }
}
