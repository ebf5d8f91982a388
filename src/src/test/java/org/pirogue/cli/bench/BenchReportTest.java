package org.pirogue.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.cli.Messages;
import org.pirogue.cli.Screen;

class BenchReportTest {
    /** The copy takes 10 s and 8 s, Pirogue 13 s, nearly none, 1 s for what changed, and 6.5 s to look at everything. */
    private final BenchReport report = report();

    private static BenchReport report() {
        Map<String, BenchReport.Measured> measured = new LinkedHashMap<>();
        measured.put("copy", BenchReport.Measured.of(1000, 900, new Meter(10, 12, 15, 900), 10));
        measured.put("first", BenchReport.Measured.of(1000, 880, new Meter(13, 20, 40, 880), 10));
        measured.put("unchanged", BenchReport.Measured.of(0, 0, new Meter(0.1, 0.1, 3, 0), 10));
        measured.put("copyAgain", BenchReport.Measured.of(1000, 900, new Meter(8, 12, 15, 900), 8));
        measured.put("changed", BenchReport.Measured.of(12, 9, new Meter(1, 0.5, 5, 9), 8));
        measured.put("touched", BenchReport.Measured.of(1000, 0, new Meter(6.5, 7, 25, 0), 8));
        BenchReport.Machine machine = new BenchReport.Machine(2, "17");
        return new BenchReport(
                "burundi", "f", 1000, 0, 9.5, measured, 512, new Memory(70, 400), machine, 0.1, 1.9, true);
    }

    @Test
    void holdsEachStepAgainstTheOneThatItsGoalNames() {
        assertThat(report.shares())
                .containsEntry("first", 1.3)
                .containsEntry("touched", 0.5)
                .containsEntry("changed", 0.13);
    }

    @Test
    void oneDocumentForPrograms() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report.json());

        assertThat(json.path("measured").path("changed").path("sent").asLong()).isEqualTo(9);
        assertThat(json.path("measured").path("changed").path("requests").asLong())
                .isEqualTo(5);
        assertThat(json.path("measured").path("changed").path("ratio").asDouble())
                .isEqualTo(0.13);
        assertThat(json.path("shares").path("touched").asDouble()).isEqualTo(0.5);
        assertThat(json.path("agrees").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void tellsPeopleWhichGoalsWereMet(String language) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        Screen screen = new Screen(nowhere, nowhere, false, Messages.in(language));

        assertThat(report.lines(screen)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(report.goals(screen))
                .hasSize(3)
                .noneMatch(line -> line.contains("{"))
                .extracting(line -> line.contains(language.equals("en") ? "not met" : "manqué"))
                .containsExactly(false, true, true);
    }
}
