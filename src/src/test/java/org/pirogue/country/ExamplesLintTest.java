package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.home.words.French;

/** What is wrong with a step is said by lint, in both languages, before anything is asked of a server. */
class ExamplesLintTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "reporting-rates/reporting-rates.camel.yaml, orgUnits: LEVEL-3, orgUnits: DISTRICTS, P557",
        "reporting-rates/reporting-rates.camel.yaml, orgUnits: LEVEL-3, orgUnits: LEVEL-three, P557",
        "reporting-rates/reporting-rates.camel.yaml, periods: 6, periods: 0, P504",
        "reporting-rates/reporting-rates.camel.yaml, periods: 6, periodType: Fortnightly, P162",
        "'reporting-rates/mapping.csv', 'REPORTING_RATE,,', 'REPORTING_RATE,AGE_LT5,', P556",
        "complete-reports/complete-reports.camel.yaml, completeness: only, completeness: settled, P565",
        "complete-reports/complete-reports.camel.yaml, dhis2-completeness-sink, dhis2-data-values-sink, P565",
        "district-rates/district-rates.camel.yaml, dhis2-data-values-sink, dhis2-completeness-sink, P565",
    })
    void isSaid(String file, String from, String to, String code) throws IOException {
        copy();
        edit("routes/examples/" + file, from, to);
        for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            assertThat(CountryLint.problems(home, "examples", language))
                    .anyMatch(found -> found.startsWith(code + " "));
        }
    }

    /** Tables, rules, files and settings at once: all that lint prints is French. */
    @Test
    void aBrokenCountryIsToldInFrench() throws IOException {
        copy();
        edit("routes/examples/district-rates/mapping.csv", "target_data_element", "target");
        edit("routes/examples/district-rates/indicators.csv", "#{", "d2:count(#{");
        edit("routes/examples/weekly-files/columns.yaml", "type: integer", "type: whole");
        edit("routes/examples/cases-for-eoc/anonymise.yaml", "do: drop", "do: forget");
        edit("routes/examples/cases-for-eoc/join.yaml", "take:", "takes:");
        edit("routes/examples/counts-for-partners/suppression.csv", "part", "half");
        edit("routes/examples/weeks-to-months/weeks-to-months.camel.yaml", "convert-period-action", "convert-action");
        edit("routes/examples/names-to-units/org-units.csv", "score", "skore");
        edit(
                "config/examples/application-examples.yaml",
                "type: kafka",
                "type: kafka\n      url: https://x.example.org");
        edit("config/examples/application-examples.yaml", "schedule: \"0 55 * * * ?\"", "schedule: hourly");

        List<String> told = CountryLint.problems(home, "examples", Locale.FRENCH);

        assertThat(told.stream().map(line -> line.substring(0, 4)).distinct()).hasSizeGreaterThan(7);
        assertThat(told).allSatisfy(French::isNotEnglish);
        assertThat(CountryLint.problems(home, "examples", Locale.ENGLISH))
                .hasSameSizeAs(told)
                .anySatisfy(line ->
                        assertThatThrownBy(() -> French.isNotEnglish(line)).isInstanceOf(AssertionError.class));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path edited = home.resolve(file);
        String text = Files.readString(edited);
        assertThat(text).as(file).contains(from);
        Files.writeString(edited, text.replace(from, to));
    }

    private void copy() throws IOException {
        for (String folder : new String[] {"kamelets", "routes/shared", "routes/examples", "config/examples"}) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(folder))) {
                for (Path each : files.filter(Files::isRegularFile).toList()) {
                    Path to = home.resolve(CHECKOUT.relativize(each));
                    Files.createDirectories(to.getParent());
                    Files.copy(each, to);
                }
            }
        }
    }
}
