package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who sets a country up gives its users the rights that the page of its configuration names: those are what its flows need, no
 * less and no more, and its connections and workspaces are those that are configured.
 */
class CountryPagesTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What flows do to one server, by codes; units and analytics by these words. */
    private record Uses(Set<String> reads, Set<String> writes) {
        private static final String UNITS = "organisation units";
        private static final String ANALYTICS = "analytics";

        Uses() {
            this(new TreeSet<>(), new TreeSet<>());
        }

        void add(String kamelet, JsonNode parameters) {
            Set<String> codes = kamelet.endsWith("-source") ? reads : writes;
            if (kamelet.endsWith("-source") || kamelet.endsWith("-sink")) {
                for (String name : List.of("dataSet", "dataSets", "program")) {
                    Stream.of(parameters.path(name).asText().split(","))
                            .map(String::strip)
                            .filter(code -> !code.isEmpty())
                            .forEach(codes::add);
                }
            }
            if (kamelet.equals("dhis2-org-units-sink")) {
                writes.add(UNITS);
            }
            if (kamelet.equals("dhis2-analytics-source")) {
                reads.add(ANALYTICS);
            }
        }

        static Set<String> told(String cell) {
            Set<String> told = codes(cell);
            Stream.of(UNITS, ANALYTICS).filter(cell::contains).forEach(told::add);
            return told;
        }
    }

    static Stream<String> countries() throws IOException {
        return CountryFilesTest.countries();
    }

    @ParameterizedTest
    @MethodSource("countries")
    void namesEachConnectionWithItsWorkspaceAndWhoElseMayRead(String country) throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        rows(country, 4, "what it is")
                .forEach(row -> codes(row[0]).forEach(name -> told.put(name, codes(row[1] + row[3]))));
        Map<String, Set<String>> configured = new TreeMap<>();
        connections(country).properties().forEach(each -> {
            Set<String> workspaces =
                    new TreeSet<>(Set.of(each.getValue().path("workspace").asText()));
            each.getValue().path("readable-by").forEach(reader -> workspaces.add(reader.asText()));
            configured.put(each.getKey(), workspaces);
        });
        assertThat(told).isEqualTo(configured);
    }

    @ParameterizedTest
    @MethodSource("countries")
    void namesWhatEachUserMustBeAllowedToReadAndWrite(String country) throws IOException {
        Map<String, List<Object>> told = new TreeMap<>();
        rows(country, 4, "reads")
                .forEach(row -> told.put(code(row[0]), List.of(code(row[1]), Uses.told(row[2]), Uses.told(row[3]))));
        Map<String, List<Object>> needed = new TreeMap<>();
        Map<String, Uses> uses = uses(country);
        connections(country).properties().stream()
                .filter(each -> each.getValue().has("token-env"))
                .forEach(each -> needed.put(
                        each.getKey(),
                        List.of(
                                each.getValue().path("token-env").asText(),
                                uses.getOrDefault(each.getKey(), new Uses()).reads(),
                                uses.getOrDefault(each.getKey(), new Uses()).writes())));
        assertThat(told).isEqualTo(needed);
    }

    private static Map<String, Uses> uses(String country) throws IOException {
        Map<String, Uses> uses = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve("routes").resolve(country))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".camel.yaml"))
                    .toList()) {
                for (JsonNode step : YAML.readTree(file.toFile()).findParents("uri")) {
                    String kamelet = step.path("uri").asText().replace("kamelet:", "");
                    String connection = step.at("/parameters/connection").asText();
                    uses.computeIfAbsent(connection, name -> new Uses()).add(kamelet, step.path("parameters"));
                }
            }
        }
        return uses;
    }

    private static JsonNode connections(String country) throws IOException {
        return YAML.readTree(CHECKOUT.resolve("config/%s/application-%s.yaml".formatted(country, country))
                        .toFile())
                .at("/pirogue/connections");
    }

    /** Cells of the table of the configuration's page whose head has this word. */
    private static List<String[]> rows(String country, int cells, String head) throws IOException {
        List<String> lines =
                Files.readAllLines(CHECKOUT.resolve("config").resolve(country).resolve("README.md"));
        return lines.stream()
                .dropWhile(line -> !(line.startsWith("| connection |") && line.contains("| " + head + " |")))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.replaceAll("^\\|\\s*|\\s*\\|$", "").split("\\s*\\|\\s*", cells))
                .toList();
    }

    private static String code(String cell) {
        return codes(cell).stream().findFirst().orElse("");
    }

    private static Set<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
