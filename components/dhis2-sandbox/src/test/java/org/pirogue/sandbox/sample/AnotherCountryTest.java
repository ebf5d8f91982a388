package org.pirogue.sandbox.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnotherCountryTest {
    private static final Path TINY = Path.of("src/test/resources/sample/tiny");

    private record Value(String unit, String period, Names.Cell cell, int value) {}

    @Test
    void needsNoLineList() {
        assertThat(Sample.load(TINY).connections()).containsExactly("pbf");
        assertThat(Sample.load(TINY).facilities()).containsExactly("T_1_01", "T_1_02", "T_1_03", "T_2_01");
    }

    @Test
    void reportsUntilAFacilityCloses() {
        List<Value> values = reports(Scenario.read(TINY));
        assertThat(values)
                .filteredOn(value -> value.unit().equals("T_1_02"))
                .extracting(Value::period)
                .doesNotContain("202602")
                .contains("202601");
        assertThat(values).hasSize(3 * (4 + 4 + 3));
    }

    @Test
    void keepsValuesWithinTheirBounds() {
        assertThat(reports(Scenario.read(TINY)))
                .filteredOn(value -> value.cell().element().equals("KIND"))
                .extracting(Value::value)
                .allSatisfy(value -> assertThat(value).isBetween(1, 39));
    }

    @Test
    void namesTheFileAndTheFieldThatItDoesNotKnow(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("scenario.yaml"), "seed: 1\nmonhts: {from: '202501', to: '202502'}\n");
        assertThatThrownBy(() -> Sample.load(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("scenario.yaml")
                .hasMessageContaining("monhts");
    }

    private static List<Value> reports(Scenario scenario) {
        List<Unit> facilities =
                Hierarchy.read(TINY, scenario.orgUnits(), scenario.seed(), 0).facilities();
        List<Value> values = new ArrayList<>();
        new ReportMaker(scenario, facilities)
                .make(
                        scenario.routines().get(0),
                        (unit, period, cell, value, at) -> values.add(new Value(unit.code(), period, cell, value)));
        return values;
    }
}
