package org.pirogue.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.FileServer;

/** Named files of a real web server, and everything that may come instead of them. */
class HttpPlaceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final Map<String, String> kept = new TreeMap<>();

    @TempDir
    Path folder;

    private Path spool;
    private HttpServer server;
    private HttpServer other;
    private final Map<String, Answer> answers = new TreeMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        spool = Files.createDirectories(folder.resolve("spool"));
        server = server();
        other = server();
    }

    private HttpServer server() throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        made.createContext("/", exchange -> {
            asked.add((made == other ? "other " : "") + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answers.getOrDefault(exchange.getRequestURI().getRawPath(), status(404))
                    .to(exchange);
            exchange.close();
        });
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        other.stop(0);
    }

    private static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    private static Answer text(String type, String text, String... headers) {
        return exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static Answer to(String address) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", address);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    private static String address(HttpServer of) {
        return "http://127.0.0.1:" + of.getAddress().getPort() + "/files/";
    }

    private HttpPlace place(String... settings) {
        Map<String, String> all =
                new TreeMap<>(Map.of("type", "http", "url", address(server), "response-timeout-secs", "1"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new HttpPlace(
                "portal",
                new FileServer("portal", SftpHost.connection(all), SftpHost.secrets(kept)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private List<Received> receive(String folder, String pattern, String... settings) {
        return place(settings).receive(new FilePlace.Wanted(folder, pattern, Duration.ofSeconds(5), 3, 1000), spool);
    }

    private List<String> refused(String pattern) {
        Problems problems = catchThrowableOfType(Problems.class, () -> receive("", pattern));
        assertThat(problems).as("a refusal").isNotNull();
        assertThat(problems.getMessage()).doesNotContain("127.0.0.1");
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void takesTheFilesThatAreNamed() {
        answers.put("/files/2026/a.csv", text("text/csv", "one", "Last-Modified", "Fri, 27 Nov 2026 08:00:00 GMT"));
        answers.put("/files/2026/d%C3%A9c%C3%A8s%20S1.csv", text("application/octet-stream", "two"));
        List<Received> received = receive("2026", "a.csv, décès S1.csv");
        assertThat(received).extracting(Received::name).containsExactly("a.csv", "décès S1.csv");
        assertThat(received.get(0).copy()).hasContent("one");
        assertThat(received.get(0).written()).isEqualTo(Instant.parse("2026-11-27T08:00:00Z"));
        assertThat(received.get(1).copy()).hasContent("two");
        assertThat(received.get(1).written()).isEqualTo(NOW);
        assertThat(asked).allMatch(line -> line.endsWith(" null"));
    }

    @Test
    void signsInByTokenOrPasswordOfItsOwnServerOnly() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        answers.put("/files/a.csv", to("/files/b.csv"));
        answers.put("/files/b.csv", text("text/csv", "one"));
        receive("", "a.csv", "token-file", secret.toString());
        assertThat(asked).containsExactly("/files/a.csv Bearer s3cret", "/files/b.csv Bearer s3cret");
        receive("", "b.csv", "token-file", secret.toString(), "token-scheme", "Token");
        assertThat(asked).last().isEqualTo("/files/b.csv Token s3cret");
        receive("", "b.csv", "username", "me", "password-file", secret.toString());
        assertThat(asked).last().isEqualTo("/files/b.csv Basic bWU6czNjcmV0");
        answers.put("/files/a.csv", to(address(other) + "b.csv"));
        assertThat(refused("a.csv")).singleElement().asString().startsWith("P704 portal");
        assertThat(asked).noneMatch(line -> line.startsWith("other"));
    }

    @Test
    void signsInByTheSecretOfTheWorkspaceAsItStandsNow() {
        answers.put("/files/a.csv", text("text/csv", "one"));
        kept.put("surveillance/portal for connections/portal", "first");
        HttpPlace place = place("workspace", "surveillance", "token-secret", "portal");
        FilePlace.Wanted wanted = new FilePlace.Wanted("", "a.csv", Duration.ofSeconds(5), 3, 1000);
        place.receive(wanted, spool);
        assertThat(asked).last().isEqualTo("/files/a.csv Bearer first");
        kept.put("surveillance/portal for connections/portal", "second");
        place.receive(wanted, spool);
        assertThat(asked).last().isEqualTo("/files/a.csv Bearer second");
    }

    @Test
    void aPageIsNoFile() {
        answers.put("/files/a.csv", text("text/csv", "\n <!DOCTYPE html><html>Sign in</html>"));
        answers.put("/files/b.csv", text("text/html; charset=utf-8", "District,Cases"));
        answers.put("/files/c.csv", to("/files/login"));
        answers.put("/files/login", text("text/html", "<html>Sign in</html>"));
        answers.put("/files/circle.csv", to("/files/circle.csv"));
        for (String each : List.of("a.csv", "b.csv", "c.csv", "circle.csv")) {
            assertThat(refused(each)).as(each).singleElement().asString().startsWith("P704 portal");
        }
    }

    @Test
    void whatIsNotThereIsNotGone() {
        answers.put("/files/a.csv", text("text/csv", "one"));
        assertThat(refused("a.csv,b.csv")).singleElement().asString().contains("P694", "'b.csv'");
        answers.put("/files/b.csv", text("text/csv", ""));
        assertThat(refused("a.csv,b.csv")).singleElement().asString().startsWith("P700");
        Map<Integer, String> codes =
                Map.of(401, "P701", 403, "P701", 410, "P694", 429, "P700", 500, "P700", 400, "P705");
        codes.forEach((status, code) -> {
            answers.put("/files/b.csv", status(status));
            assertThat(refused("a.csv,b.csv"))
                    .as("" + status)
                    .singleElement()
                    .asString()
                    .startsWith(code);
        });
        answers.put("/files/b.csv", status(204));
        assertThat(refused("a.csv,b.csv")).singleElement().asString().startsWith("P705");
    }

    @Test
    void anAnswerThatBreaksOffOrHangsGivesNothing() {
        answers.put("/files/a.csv", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("District,Cases\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        assertThat(refused("a.csv")).singleElement().asString().startsWith("P700 portal: the answer broke off");
        answers.put("/files/a.csv", exchange -> org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> asked.contains("enough")));
        assertThat(refused("a.csv")).singleElement().asString().startsWith("P700 portal: the server does not answer");
        asked.add("enough");
        server.stop(0);
        assertThat(refused("a.csv")).singleElement().asString().startsWith("P700 portal");
    }

    @Test
    void takesOnlySoMuchAndLooksForNoList() {
        answers.put("/files/a.csv", text("text/csv", "x".repeat(1001)));
        assertThat(refused("a.csv"))
                .singleElement()
                .asString()
                .startsWith("P694")
                .contains("larger than");
        answers.put("/files/b.csv", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("x".repeat(5000).getBytes(StandardCharsets.UTF_8));
        });
        assertThat(refused("b.csv"))
                .singleElement()
                .asString()
                .startsWith("P694")
                .contains("larger than");
        assertThat(refused("*.csv")).singleElement().asString().startsWith("P679");
        for (String path : List.of("../a.csv", "x/../../a.csv")) {
            assertThat(refused(path)).singleElement().asString().startsWith("P694");
        }
    }

    @Test
    void looksWithoutTakingAndWritesNothing() {
        HttpPlace place = place();
        place.look();
        assertThat(asked).containsExactly("/files/ null");
        answers.put("/files/", status(401));
        assertThat(catchThrowableOfType(Problems.class, place::look)).hasMessageContaining("P701");
        assertThat(catchThrowableOfType(
                        Problems.class, () -> place.write("", "a.csv", to -> Files.writeString(to, "x"))))
                .hasMessageContaining("P678");
    }
}
