package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Path edited = home.resolve("routes/examples").resolve(file);
        String text = Files.readString(edited);
        assertThat(text).contains(from);
        Files.writeString(edited, text.replace(from, to));
        for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            assertThat(CountryLint.problems(home, "examples", language))
                    .anyMatch(found -> found.startsWith(code + " "));
        }
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
