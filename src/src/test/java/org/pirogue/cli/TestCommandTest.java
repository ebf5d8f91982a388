package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** {@code ./pirogue test} over a home that is not the checkout. */
class TestCommandTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final String TEST = "routes/examples/district-rates/district-rates.test.yaml";

    @TempDir
    Path home;

    @TempDir
    Path program;

    private CommandLineFixture line;

    @BeforeEach
    void copyAHome() throws IOException {
        for (String part : List.of("kamelets", "routes/examples", "routes/shared", "config/examples")) {
            FileSystemUtils.copyRecursively(CHECKOUT.resolve(part), home.resolve(part));
        }
        line = new CommandLineFixture(program);
    }

    @Test
    void whatHoldsIsToldInOneLine() {
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.OK);
        assertThat(line.out().lines())
                .containsExactly(
                        "ok      district-rates: the rate of a district is that of its added counts, not the mean of its"
                                + " facilities' rates",
                        "ok      district-rates: where the tests go away the rate goes too");
        assertThat(line.err()).startsWith("2 tests hold, 0 failed, 0 broken; examples and the kamelets");
        assertThat(program.resolve("data")).isEmptyDirectory();
    }

    @Test
    void aKameletIsTestedToo() {
        assertThat(test("--only", "map-codes-action")).isEqualTo(Exit.OK);
        assertThat(line.out()).startsWith("ok      map-codes-action: a line is used from its first period");
    }

    @Test
    void aWrongExpectationIsToldCellByCellWithItsPlace() throws IOException {
        change(
                "put: {SURV_POSITIVITY: 10, SURV_POSITIVITY/U5: 10}",
                "put: {SURV_POSITIVITY: 9, SURV_POSITIVITY/O5: 10}");
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.FAILED);
        assertThat(line.out().lines().map(each -> each.replaceAll(" +", " ")))
                .containsExactly(
                        "FAILED district-rates: the rate of a district is that of its added counts, not the mean of its"
                                + " facilities' rates",
                        " where what expected was",
                        " " + TEST + ":10 sends D1 202602 put SURV_POSITIVITY 9 10",
                        " " + TEST + ":10 sends D1 202602 put SURV_POSITIVITY/O5 10 nothing",
                        " " + TEST + ":9 sends D1 202602 put SURV_POSITIVITY/U5 nothing 10",
                        "ok district-rates: where the tests go away the rate goes too");
        assertThat(line.err()).startsWith("1 tests hold, 1 failed");
    }

    @Test
    void aTableThatSaysSomethingElseFailsItsTest() throws IOException {
        Path units = home.resolve("routes/examples/district-rates/org-units.csv");
        Files.writeString(units, Files.readString(units).replace("F2,D1", "F2,D2"));
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.FAILED);
        assertThat(line.out().replaceAll(" +", " "))
                .contains("FAILED district-rates", "sends D1 202602 put SURV_POSITIVITY 10 100");
    }

    @Test
    void aTableThatCannotBeReadIsToldWithItsCode() throws IOException {
        Path mapping = home.resolve("routes/examples/district-rates/mapping.csv");
        Files.writeString(mapping, Files.readString(mapping).replace("AGE_LT5,", "AGE_GE5,"));
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("P609 " + TEST + ":3: ", "P216 mapping.csv:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "    given:|    given: }|P601|5",
                "    given:|    givn:|P602|5",
                "values: {IDSR_POS/AGE_LT5: 1|values: {IDSR_POS/AGE_LT5: [1, 2]|P603|7",
                "name: where the tests go away the rate goes too|nam: x|P602|12",
                "name: where the tests go away the rate goes too|name: ''|P604|12",
                "route: district-rates.collect|route: district-rates.deliver|P606|4",
                "tests:|servers: {repository: nowhere.json}\\ntests:|P607|2"
            })
    void aBrokenFileIsToldWithItsPlace(String from, String to, String code, int at) throws IOException {
        change(from, to.replace("\\n", "\n"));
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("BROKEN  " + code + " " + TEST + ":" + at + ": ");
    }

    @Test
    void aTestThatExpectsNothingIsBroken() throws IOException {
        change(
                "    sends:\n      - {orgUnit: D1, period: \"202602\", put: {SURV_POSITIVITY: 10, SURV_POSITIVITY/U5: 10}}\n",
                "");
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("BROKEN  P605 " + TEST + ":3: ");
    }

    @Test
    void aFileWithoutTestsIsBroken() throws IOException {
        Files.writeString(home.resolve(TEST), "tests: []\n");
        assertThat(test("--only", "weeks-to-months")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("BROKEN  P608 " + TEST + ":1: ").contains("ok      weeks-to-months: ");
    }

    @Test
    void aTestThatCannotBeCarriedOutSaysWhy() throws IOException {
        Path kamelet = home.resolve("kamelets/test/dhis2-data-values-sink.test.yaml");
        Files.writeString(kamelet, Files.readString(kamelet).replace("server: hmis.json\n", ""));
        assertThat(test("--only", "dhis2-data-values-sink")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("P609 kamelets/test/dhis2-data-values-sink.test.yaml:");
    }

    @Test
    void aTestOfNoKameletIsBroken() throws IOException {
        Files.copy(
                home.resolve("kamelets/test/map-codes-action.test.yaml"),
                home.resolve("kamelets/test/map-cods-action.test.yaml"));
        assertThat(test("--only", "district-rates")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("BROKEN  P606 kamelets/test/map-cods-action.test.yaml:1: ");
    }

    @Test
    void whatLintRefusesIsNotLoaded() {
        line.lintProblems = List.of("P190 kamelets/x-action.kamelet.yaml:3: no");
        assertThat(test()).isEqualTo(Exit.FAILED);
        assertThat(line.out()).isEmpty();
        assertThat(line.err()).startsWith("P190 kamelets/x-action").contains("P600 1 problems");
    }

    @Test
    void aFlowWithoutATestIsNamed() throws IOException {
        Files.delete(home.resolve(TEST));
        FileSystemUtils.deleteRecursively(home.resolve("kamelets/test"));
        assertThat(test()).isEqualTo(Exit.OK);
        assertThat(line.err()).contains("no test: district-rates", "no test: map-codes-action");
    }

    @Test
    void speaksFrenchAndJson() throws IOException {
        change("SURV_POSITIVITY: 75", "SURV_POSITIVITY: 70");
        assertThat(test("--only", "district-rates", "--lang", "fr")).isEqualTo(Exit.FAILED);
        assertThat(line.out()).contains("ÉCHEC   district-rates", "attendu", "obtenu");

        line = new CommandLineFixture(program);
        assertThat(test("--only", "district-rates", "--json")).isEqualTo(Exit.FAILED);
        JsonNode verdicts = new ObjectMapper().readTree(line.out());
        assertThat(verdicts.findValuesAsText("result")).containsExactly("held", "failed");
        assertThat(verdicts.at("/1/line").asInt()).isEqualTo(12);
        assertThat(verdicts.at("/1/differences/0/expected").asText()).isEqualTo("70");
        assertThat(verdicts.at("/1/differences/0/was").asText()).isEqualTo("75");
    }

    private Exit test(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("test", "examples", "--home", home.toString()));
        words.addAll(List.of(more));
        return line.call(words.toArray(String[]::new));
    }

    private void change(String from, String to) throws IOException {
        Path file = home.resolve(TEST);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(
                file,
                text.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
    }
}
