package org.pirogue.country;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lint says of policies and of two flows that go both ways: Burundi's own files, spoilt one by one. */
class PairCheckTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String CONFIG = "config/burundi/application-burundi.yaml";
    private static final String THERE = "routes/burundi/stock-outs-to-tracker/";
    private static final String BACK = "routes/burundi/stock-outs-to-hmis/";

    @TempDir
    Path home;

    @BeforeEach
    void copy() throws IOException {
        for (String folder : List.of("routes", "kamelets", "config/burundi")) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = home.resolve(CHECKOUT.relativize(file));
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    private void change(String file, String from, String to) {
        Path path = home.resolve(file);
        try {
            String text = Files.readString(path);
            assertThat(text).contains(from);
            Files.writeString(path, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sink(String folder, String parameters) {
        String flow = Path.of(folder).getFileName().toString();
        String said = folder.equals(THERE) ? "policy: ask, firstRun: source" : "policy: ask, firstRun: target";
        change(folder + flow + ".camel.yaml", said, parameters);
    }

    private void policies(String folder, String... rows) throws IOException {
        Files.writeString(
                home.resolve(folder + "policies.csv"),
                "data_element,category_options,policy\n" + String.join("\n", rows) + "\n");
    }

    private List<String> problems() {
        return CountryLint.problems(home, "burundi", Locale.ENGLISH);
    }

    private void finds(String code, String... words) {
        assertThat(problems()).singleElement().asString().startsWith(code).contains(words);
    }

    @Test
    void acceptsBurundiAsItIs() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void twoFlowsNameEachOther() {
        change(CONFIG, "reverse: stock-outs-to-hmis", "reverse: tracker-to-hmis");
        assertThat(problems()).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .startsWith("P425"));
    }

    @Test
    void aPolicyIsKnown() {
        sink(THERE, "policy: mine, firstRun: source");
        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("P423").contains("mine"));
    }

    @Test
    void bothDirectionsCannotWin() {
        sink(THERE, "policy: source, firstRun: source");
        sink(BACK, "policy: source, firstRun: target");
        finds("P426", "stock-outs-to-tracker", "policy is 'source'");
    }

    @Test
    void theTablesOfBothDirectionsSayTheSameOfACell() throws IOException {
        sink(THERE, "policy: ask, firstRun: source, policies: policies.csv");
        policies(THERE, "ACT_STOCKOUT_DAYS,,source");
        finds("P426", "ACT_STOCKOUT_DAYS", "'ask' here, and 'source' in the other", "MAL_ACT_STOCKOUT");
        sink(BACK, "policy: ask, firstRun: target, policies: policies.csv");
        policies(BACK, "MAL_ACT_STOCKOUT,,source");
        finds("P426", "'source' here, and 'source' in the other");
        policies(BACK, "MAL_ACT_STOCKOUT,,target");
        assertThat(problems()).isEmpty();
        policies(THERE, "ACT_STOCKOUT_DAYS,,latest");
        policies(BACK, "MAL_ACT_STOCKOUT,,latest");
        assertThat(problems()).isEmpty();
    }

    @Test
    void theLaterEditStandsWhereValuesAreTyped() {
        sink(THERE, "policy: latest, firstRun: source");
        sink(BACK, "policy: latest, firstRun: target");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aCountHasNoTimeOfAnEdit() {
        change(
                "routes/burundi/tracker-to-hmis/tracker-to-hmis.camel.yaml",
                "kamelet:dhis2-data-values-sink\n            parameters: { connection: hmis, ",
                "kamelet:dhis2-data-values-sink\n            parameters: { policy: latest, connection: hmis, ");
        finds("P424", "tracker-to-hmis", "dhis2-line-list-source");
    }

    @Test
    void aSumHasNoTimeOfAnEdit() throws IOException {
        sink(THERE, "policy: latest, firstRun: source");
        sink(BACK, "policy: latest, firstRun: target");
        Files.writeString(home.resolve(THERE + "mapping.csv"), "MAL_OTHER_STOCKOUT,,ACT_STOCKOUT_DAYS,,,,\n", APPEND);
        finds("P424", "ACT_STOCKOUT_DAYS", "added up");
    }

    @Test
    void anEstimateHasNoTimeOfAnEdit() {
        sink(THERE, "policy: latest, firstRun: source");
        sink(BACK, "policy: latest, firstRun: target");
        change(THERE + "quality.yaml", "max: 31, action: quarantine", "max: 31, action: impute");
        finds("P424", "estimates");
    }

    @Test
    void wholeObjectsHaveNoLaterEdit() {
        change(
                "routes/burundi/org-units-to-tracker/org-units-to-tracker.camel.yaml",
                "kamelet:dhis2-org-units-sink\n            parameters: { ",
                "kamelet:dhis2-org-units-sink\n            parameters: { policy: latest, ");
        finds("P424", "org-units-to-tracker", "whole objects");
    }
}
