package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;

/**
 * The files that partners get, against two raw lists of the server, one before and one after its units were reorganised: compared by
 * loops of this class alone.
 */
@Tag("full")
class OrgUnitChangesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Sandbox> servers = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"cote-d-ivoire, hmis", "burkina-faso, endos"})
    void areThoseOfTwoListsHeldAgainstEachOther(String country, String keeper, @TempDir Path folder) throws Exception {
        Sample sample =
                Sample.load(World.CHECKOUT.resolve("config").resolve(country).resolve("sandbox"));
        Path files = Files.createDirectories(folder.resolve("files/partners/org-units"));
        List<String> settings = new ArrayList<>(List.of("--pirogue.files=" + folder.resolve("files")));
        Map<String, Sample.Access> access = new HashMap<>();
        try {
            for (String name : sample.connections()) {
                servers.put(name, Sandbox.start(SandboxOptions.named(name)));
                access.put(name, sample.fill(name, servers.get(name)));
                settings.add("--pirogue.connections." + name + ".url="
                        + servers.get(name).url());
                settings.add("--pirogue.connections." + name + ".token-file="
                        + World.secret(folder, name, access.get(name).token()));
            }
            try (ChildPirogue pirogue = ChildPirogue.of(country, folder, settings)) {
                pirogue.ready();
                run(pirogue);
                Map<String, JsonNode> before = units(keeper);
                assertThat(told(files)).isEqualTo(firstList(before));
                isOnTheMap(files, before);

                sample.reorganise(keeper, servers.get(keeper).url(), access.get(keeper));
                run(pirogue);
                Map<String, JsonNode> after = units(keeper);
                Set<String> expected = firstList(before);
                expected.addAll(difference(before, after));
                assertThat(told(files)).isEqualTo(expected);
                assertThat(kinds(expected)).contains("opened", "closed", "renamed", "moved", "first list");
                isOnTheMap(files, after);
            }
        } finally {
            servers.values().forEach(Sandbox::close);
        }
    }

    private static void run(ChildPirogue pirogue) {
        for (String flow : List.of("org-units-to-dataset", "org-units-to-partners", "org-unit-changes-to-partners")) {
            Run run = pirogue.run(flow, Mode.SYNC);
            assertThat(run.state()).as(flow + "\n" + pirogue.lastWords()).isEqualTo("done");
        }
    }

    private Map<String, JsonNode> units(String keeper) {
        Map<String, JsonNode> units = new HashMap<>();
        servers.get(keeper)
                .metadata()
                .all("organisationUnits")
                .forEach(unit -> units.put(unit.path("id").asText(), unit.deepCopy()));
        return units;
    }

    private static Set<String> firstList(Map<String, JsonNode> units) {
        Set<String> rows = new TreeSet<>();
        units.forEach((uid, unit) -> rows.add(row("first list", uid, "", text(unit, "name"))));
        return rows;
    }

    private static Set<String> difference(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Set<String> rows = new TreeSet<>();
        after.forEach((uid, now) -> {
            JsonNode then = before.get(uid);
            if (then == null) {
                rows.add(row("opened", uid, "", day(now, "openingDate")));
                return;
            }
            if (!text(then, "name").equals(text(now, "name"))) {
                rows.add(row("renamed", uid, text(then, "name"), text(now, "name")));
            }
            String above = then.path("parent").path("id").asText();
            String aboveNow = now.path("parent").path("id").asText();
            if (!above.equals(aboveNow)) {
                rows.add(row("moved", uid, text(before.get(above), "code"), text(after.get(aboveNow), "code")));
            }
            if (day(then, "closedDate").isEmpty() && !day(now, "closedDate").isEmpty()) {
                rows.add(row("closed", uid, "", day(now, "closedDate")));
            }
        });
        return rows;
    }

    private static String row(String kind, String uid, String before, String after) {
        return String.join("|", String.valueOf(Year.now().getValue()), kind, uid, before, after);
    }

    private static Set<String> kinds(Set<String> rows) {
        Set<String> kinds = new HashSet<>();
        rows.forEach(row -> kinds.add(row.split("\\|")[1]));
        return kinds;
    }

    private static String text(JsonNode unit, String field) {
        return unit.path(field).asText("");
    }

    private static String day(JsonNode unit, String field) {
        String text = text(unit, field);
        return text.isEmpty() ? "" : text.substring(0, 10);
    }

    private static Set<String> told(Path files) throws IOException {
        Set<String> rows = new TreeSet<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(files.resolve("org-unit-changes.csv"))) {
            csv.forEach(each -> assertThat(rows.add(String.join(
                            "|",
                            each.getField("year"),
                            each.getField("change"),
                            each.getField("uid"),
                            each.getField("before"),
                            each.getField("after"))))
                    .isTrue());
        }
        return rows;
    }

    /** Every unit once, in the table and on the map; a place only where one on this earth is known, and its ring the right way round. */
    private static void isOnTheMap(Path files, Map<String, JsonNode> units) throws IOException {
        JsonNode map = JSON.readTree(files.resolve("org-units.geojson").toFile());
        assertThat(map.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(map.path("bbox")).hasSize(4);
        Set<String> seen = new TreeSet<>();
        int without = 0;
        for (JsonNode feature : map.path("features")) {
            String uid = feature.path("properties").path("uid").asText();
            assertThat(seen.add(uid)).isTrue();
            JsonNode known = units.get(uid).path("geometry").path("coordinates");
            JsonNode place = feature.path("geometry");
            boolean onEarth = !known.isMissingNode()
                    && (known.path(0).isArray() || Math.abs(known.path(1).asDouble()) <= 90);
            assertThat(place.isNull()).as(uid).isEqualTo(!onEarth);
            without += place.isNull() ? 1 : 0;
            if (place.path("type").asText().equals("Polygon")) {
                assertThat(area(place.path("coordinates").path(0))).isPositive();
            }
        }
        assertThat(seen).isEqualTo(new TreeSet<>(units.keySet()));
        assertThat(without).isPositive();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(files.resolve("org-units.csv"))) {
            assertThat(csv.stream().map(each -> each.getField("uid"))).containsExactlyInAnyOrderElementsOf(seen);
        }
    }

    private static double area(JsonNode ring) {
        double area = 0;
        for (int at = 0; at + 1 < ring.size(); at++) {
            area += ring.get(at).get(0).asDouble() * ring.get(at + 1).get(1).asDouble()
                    - ring.get(at + 1).get(0).asDouble() * ring.get(at).get(1).asDouble();
        }
        return area;
    }
}
