package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Who may use which command: it asks for its right with its first call, and a call's rights stand in the table that the
 * whole application is held against ({@code rights.csv}). So a command whose caller lacks the right changes nothing, leaves
 * nothing behind and says so. A command without a row in {@code commands.csv} fails here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandRightsTest {
    private static final String LOCAL = "local";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Path checkout;

    private record Row(String command, String arguments, String call) {
        List<String> words() {
            return Stream.of(command, arguments)
                    .flatMap(part -> Stream.of(part.split(" ")))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }

    @BeforeAll
    void aPirogueThatRefuses(@TempDir Path folder) throws Exception {
        checkout = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::refuse);
        server.start();
        Path data = checkout.resolve("data/atlantis");
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets/api-token"), "any");
        Files.writeString(
                data.resolve("pirogue.port"),
                "{\"port\":%d,\"pid\":%d}"
                        .formatted(
                                server.getAddress().getPort(),
                                ProcessHandle.current().pid()));
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    private void refuse(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        exchange.getRequestBody().readAllBytes();
        byte[] body = "{\"code\":\"P781\",\"text\":\"you lack that right\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(403, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void everyCommandHasARowAndEveryRowACommand() throws IOException {
        assertThat(rows().map(Row::command).toList())
                .containsExactlyInAnyOrderElementsOf(commands().keySet());
    }

    @Test
    void whatReachesARunningPirogueIsNotCalledLocal() throws IOException {
        Map<String, CommandLine> commands = commands();
        assertThat(rows().filter(row -> row.call().equals(LOCAL))
                        .map(Row::command)
                        .filter(command -> reaches(commands.get(command)))
                        // Its files are checked here; only --live asks, with the right of GET /api/metadata/misfits.
                        .filter(command -> !command.equals("lint")))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aCommandWithoutTheRightIsRefusedAtItsFirstCall() throws IOException {
        List<String> calls = csv("/org/pirogue/console/rights.csv").stream()
                .map(row -> row.get(0))
                .toList();
        return rows().filter(row -> !row.call().equals(LOCAL))
                .map(row -> DynamicTest.dynamicTest(row.command(), () -> isRefused(row, calls)));
    }

    private void isRefused(Row row, List<String> calls) throws IOException {
        assertThat(calls).as("the calls of rights.csv").contains(row.call());
        List<Path> before = files();
        asked.clear();
        CommandLineFixture pirogue = new CommandLineFixture(checkout);
        InputStream typed = System.in;
        System.setIn(new ByteArrayInputStream("a secret\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(pirogue.call(placed(row).toArray(String[]::new))).isEqualTo(Exit.FAILED);
        } finally {
            System.setIn(typed);
        }
        assertThat(asked).hasSize(1).first().asString().matches(pattern(row.call()));
        assertThat(pirogue.err()).contains("P781").doesNotContain("a secret");
        assertThat(pirogue.out()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    /** Files that a command would write lie in the checkout of this test. */
    private List<String> placed(Row row) {
        return row.words().stream()
                .map(word -> word.matches("\\w+\\.(csv|jsonl)")
                        ? checkout.resolve(word).toString()
                        : word)
                .toList();
    }

    @Test
    void secretsOfNoWorkspaceAreAskedForTheWorkspace() {
        CommandLineFixture pirogue = new CommandLineFixture(checkout);
        assertThat(pirogue.call("secrets")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).contains("P501", "--workspace");
    }

    private static String pattern(String call) {
        return call.replaceAll("\\{\\w+}", "[^/]+");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(checkout)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Map<String, CommandLine> commands() {
        Map<String, CommandLine> found = new LinkedHashMap<>();
        collect("", new CommandLineFixture(checkout).tree(), found);
        return found;
    }

    private static void collect(String prefix, CommandLine parent, Map<String, CommandLine> found) {
        parent.getSubcommands().forEach((name, command) -> {
            found.put(prefix + name, command);
            collect(prefix + name + " ", command, found);
        });
    }

    private static boolean reaches(CommandLine command) {
        return command.getCommandSpec().mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof ReachOption);
    }

    private static Stream<Row> rows() throws IOException {
        return csv("/org/pirogue/cli/commands.csv").stream()
                .skip(1)
                .map(fields -> new Row(fields.get(0), fields.get(1), fields.get(2)));
    }

    private static List<List<String>> csv(String resource) throws IOException {
        URL file = Objects.requireNonNull(CommandRightsTest.class.getResource(resource));
        try (InputStream in = file.openStream();
                CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(in)) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }
}
