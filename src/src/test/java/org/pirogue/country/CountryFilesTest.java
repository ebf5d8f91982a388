package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every country and every flow of it brings: pages with what they must say, tests, a demonstration and its planted rejects. */
class CountryFilesTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final List<String> SAYS = List.of(
            "## Why",
            "## From where, to where",
            "## Who owns it",
            "## Which data is personal",
            "## What is assumption");
    private static final String HEADING = "## Planted rejects";
    private static final Pattern FLOW = Pattern.compile(
            "^\\| ([a-z-]+) \\| \\[([a-z0-9-]+)]\\(routes/\\1/\\2/README\\.md\\) \\| ([^|]+) \\|", Pattern.MULTILINE);

    private static final Pattern ROW =
            Pattern.compile("\\| [12] \\| ([a-z0-9-]+) \\| ([A-Z]\\d+) \\|([^|]*)\\| \\d+ \\|");

    static Stream<String> countries() throws IOException {
        try (Stream<Path> folders = Files.list(CHECKOUT.resolve("config"))) {
            return folders
                    .map(each -> each.getFileName().toString())
                    // Flows to copy from, of no country.
                    .filter(country -> !country.equals("examples"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<Path> flows() throws IOException {
        return countries().flatMap(country -> folders(country).stream());
    }

    private static List<Path> folders(String country) {
        try (Stream<Path> folders = Files.list(CHECKOUT.resolve("routes").resolve(country))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void aFlowSaysWhatItIsForAndIsTested(Path flow) throws IOException {
        String name = flow.getFileName().toString();
        String page = Files.readString(flow.resolve("README.md"));
        for (String heading : SAYS) {
            String below = page.contains(heading + "\n") ? page.split(heading + "\n", 2)[1] : "";
            assertThat(below.split("\n## ", 2)[0].strip())
                    .as("%s: what stands below '%s'", flow, heading)
                    .hasSizeGreaterThan(4);
        }
        assertThat(flow.resolve(name + ".camel.yaml")).exists();
        JsonNode tests = new YAMLMapper()
                .readTree(flow.resolve(name + ".test.yaml").toFile())
                .path("tests");
        assertThat(tests).as("tests of " + flow).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("countries")
    void aCountryHasItsPagesAndADemonstration(String country) {
        assertThat(Stream.of(
                        "routes/%s/README.md",
                        "config/%s/README.md", "config/%s/sandbox/README.md", "config/%s/sandbox/scenario.yaml"))
                .allSatisfy(file ->
                        assertThat(CHECKOUT.resolve(file.formatted(country))).exists());
    }

    /** Country, flow and trigger of each row are those of the configurations: no row is missing, wrong, or of a flow that is gone. */
    @Test
    void theTableOfFlowsSaysWhatIsConfigured() throws IOException {
        List<String> told = new ArrayList<>();
        Matcher row = FLOW.matcher(Files.readString(CHECKOUT.resolve("README.md")));
        while (row.find()) {
            told.add(String.join(" | ", row.group(1), row.group(2), row.group(3)));
        }
        List<String> configured = new ArrayList<>();
        for (String country : countries().toList()) {
            for (Map.Entry<String, JsonNode> flow : configured(country).properties()) {
                configured.add(String.join(" | ", country, flow.getKey(), trigger(flow.getValue())));
            }
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(configured);
    }

    private static String trigger(JsonNode flow) {
        String[] cron = flow.path("schedule").asText().split(" ");
        String rhythm = cron[2].equals("*")
                ? "hourly"
                : switch (cron[4] + " " + cron[5]) {
                    case "* ?" -> "daily";
                    case "* SUN" -> "Sundays";
                    case "1 ?" -> "yearly";
                    case "1,4,7,10 ?" -> "quarterly";
                    default -> "at " + flow.path("schedule").asText();
                };
        return flow.path("trigger").asText().equals("on-new-version") ? rhythm + ", and on a new version" : rhythm;
    }

    private static JsonNode configured(String country) throws IOException {
        return new YAMLMapper()
                .readTree(CHECKOUT.resolve("config/%s/application-%s.yaml".formatted(country, country))
                        .toFile())
                .at("/pirogue/flows");
    }

    /** A flow of the configuration is one of the demonstration. */
    @ParameterizedTest
    @MethodSource("countries")
    void eachFlowIsConfiguredAndNamedOnThePages(String country) throws IOException {
        Set<String> names = new TreeSet<>();
        folders(country).forEach(flow -> names.add(flow.getFileName().toString()));
        Set<String> configured = new TreeSet<>();
        configured(country).fieldNames().forEachRemaining(configured::add);
        assertThat(configured).isEqualTo(names);
        String ofCountry =
                Files.readString(CHECKOUT.resolve("routes").resolve(country).resolve("README.md"));
        String ofAll = Files.readString(CHECKOUT.resolve("README.md"));
        assertThat(names).allSatisfy(flow -> {
            assertThat(ofCountry).contains("[" + flow + "](" + flow + "/README.md)");
            assertThat(ofAll)
                    .contains("| " + country + " | [" + flow + "](routes/" + country + "/" + flow + "/README.md) |");
        });
    }

    /** That the demonstration shows just these is held by CountriesIT and .ci/run; here: that each follows from what is told above. */
    @ParameterizedTest
    @MethodSource("countries")
    void whatTheDemonstrationRefusesIsListedAndExplained(String country) throws IOException {
        String[] page = Files.readString(CHECKOUT.resolve("config/" + country + "/sandbox/README.md"))
                .split(HEADING + "\n", 2);
        assertThat(page).as(HEADING).hasSize(2);
        String told = page[0];
        String codes = Files.readString(CHECKOUT.resolve("deploy/codes.md"));
        int rows = 0;
        for (Matcher row = ROW.matcher(page[1]); row.find(); rows++) {
            assertThat(CHECKOUT.resolve("routes").resolve(country).resolve(row.group(1)))
                    .exists();
            assertThat(codes).contains("| " + row.group(2) + " |");
            assertThat(told).as("why there is " + row.group()).contains(row.group(2));
        }
        assertThat(rows)
                .isPositive()
                .isEqualTo(page[1].lines()
                        .filter(line -> line.matches("\\| \\d.*"))
                        .count());
    }
}
