package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/**
 * The demonstration of every country, as a stranger starts it: by the packaged jar, from a home that has this country's
 * folders, and no other's. Burundi's is shown in every build by {@code .ci/run}, which holds it against its table, too.
 */
@Tag("full")
class CountriesIT {
    private static final long PATIENCE_MINUTES = 8;
    private static final String HEADING = "## Planted rejects";
    private static final Pattern PLANTED =
            Pattern.compile("\\| ([12]) \\| ([a-z0-9-]+) \\| ([A-Z]\\d+) \\|([^|]*)\\| (\\d+) \\|");

    /** A folder like a packaged Pirogue's: the one command, the jar that was built, and what ships beside it. */
    @TempDir
    static Path checkout;

    static Stream<String> countries() throws IOException {
        try (Stream<Path> folders = Files.list(World.CHECKOUT.resolve("config"))) {
            return folders
                    .filter(each -> Files.exists(each.resolve("sandbox/scenario.yaml")))
                    .map(each -> each.getFileName().toString())
                    .filter(country -> !country.equals("burundi"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @BeforeAll
    static void packaged() throws IOException {
        for (String part : List.of("kamelets", "routes", "config")) {
            FileSystemUtils.copyRecursively(World.CHECKOUT.resolve(part), checkout.resolve(part));
        }
        Files.copy(World.CHECKOUT.resolve("pirogue"), checkout.resolve("pirogue"), StandardCopyOption.COPY_ATTRIBUTES);
        Path target = Files.createDirectories(checkout.resolve("src/target"));
        Files.createSymbolicLink(target.resolve(jar().getFileName()), jar());
    }

    @ParameterizedTest
    @MethodSource("countries")
    void everyFlowBalancesAndAgrees(String country, @TempDir Path folder) throws Exception {
        Path home = folder.resolve("home");
        for (String part : List.of("kamelets", "routes/shared", "config/" + country, "routes/" + country)) {
            FileSystemUtils.copyRecursively(World.CHECKOUT.resolve(part), home.resolve(part));
        }
        JsonNode report = demonstrated(country, home, folder);
        assertThat(report.path("country").asText()).isEqualTo(country);
        assertThat(report.path("agrees").asBoolean()).isTrue();
        assertThat(report.path("flows")).isNotEmpty().allSatisfy(CountriesIT::isSound);
        assertThat(report.path("flows").findValuesAsText("flow")).containsExactlyInAnyOrderElementsOf(flows(country));
        assertThat(rejects(report)).as("what the sample's README lists").isEqualTo(planted(country));
        if (Files.readString(config(country).resolve("scenario.yaml")).contains("\npartner:")) {
            gotWhatItMissed(report.path("partner"));
        }
    }

    /** Versions that were made while it was away, each told, in their order; and its copy is what its share gives. */
    private static void gotWhatItMissed(JsonNode partner) {
        List<Long> missed = new ArrayList<>();
        partner.path("missed").forEach(version -> missed.add(version.asLong()));
        long read = partner.path("read").asLong();
        assertThat(read).isPositive();
        assertThat(missed).hasSizeGreaterThan(1).isSorted().allMatch(version -> version > read);
        assertThat(partner.path("events").asInt()).isGreaterThanOrEqualTo(3 * missed.size());
        assertThat(partner.path("rows").asInt()).isPositive();
        assertThat(partner.path("equal").asBoolean()).isTrue();
    }

    /** Lines as the README's table has them: round, flow, code, unit, how many. */
    private static Set<String> rejects(JsonNode report) {
        Set<String> lines = new TreeSet<>();
        report.path("flows").forEach(flow -> flow.path("rejects")
                .forEach(each -> lines.add(String.join(
                        " | ",
                        each.path("round").asText(),
                        flow.path("flow").asText(),
                        each.path("code").asText(),
                        each.path("orgUnit").asText(),
                        each.path("count").asText()))));
        return lines;
    }

    private static Set<String> planted(String country) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (String line : Files.readAllLines(readme(country))) {
            Matcher row = PLANTED.matcher(line);
            if (row.matches()) {
                lines.add(String.join(
                        " | ",
                        row.group(1),
                        row.group(2),
                        row.group(3),
                        row.group(4).strip(),
                        row.group(5)));
            }
        }
        assertThat(lines).as(HEADING).isNotEmpty();
        return lines;
    }

    private static Path config(String country) {
        return World.CHECKOUT.resolve("config").resolve(country).resolve("sandbox");
    }

    private static Path readme(String country) {
        return config(country).resolve("README.md");
    }

    private static void isSound(JsonNode flow) {
        JsonNode first = flow.path("runs").path(0);
        assertThat(flow.path("runs")).hasSize(2).allMatch(run -> run.path("balanced")
                .asBoolean());
        assertThat(first.path("written").asInt()).as(flow.path("flow").asText()).isPositive();
        // The second round brings the difference, and no more than that.
        assertThat(flow.path("runs").path(1).path("written").asInt())
                .as(flow.path("flow").asText())
                .isLessThan(first.path("written").asInt());
    }

    private static List<String> flows(String country) throws IOException {
        try (Stream<Path> folders = Files.list(World.CHECKOUT.resolve("routes").resolve(country))) {
            return folders.filter(Files::isDirectory)
                    .map(flow -> flow.getFileName().toString())
                    .toList();
        }
    }

    private static JsonNode demonstrated(String country, Path home, Path folder)
            throws IOException, InterruptedException {
        Path shown = folder.resolve("shown");
        Path said = folder.resolve("said");
        Process demo = new ProcessBuilder(
                        checkout.resolve("pirogue").toString(),
                        "demo",
                        country,
                        "--once",
                        "--json",
                        "--home",
                        home.toString())
                .redirectOutput(shown.toFile())
                .redirectError(said.toFile())
                .start();
        try {
            assertThat(demo.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            demo.descendants().forEach(ProcessHandle::destroy);
            demo.destroy();
        }
        assertThat(demo.exitValue()).as(Files.readString(said)).isZero();
        return new ObjectMapper().readTree(shown.toFile());
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("pirogue-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("build the jar first"))
                    .toAbsolutePath();
        }
    }
}
