package org.pirogue.sandbox.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.sandbox.values.Period;

class RelativePeriodsTest {
    @ParameterizedTest
    @CsvSource({
        "202501, 202501",
        "LAST_MONTH, 202512",
        "THIS_MONTH, 202601",
        "LAST_3_MONTHS, 202510 202511 202512",
        "LAST_2_WEEKS, 2025W52 2026W1",
        "THIS_YEAR, 2026",
        "LAST_5_YEARS, 2021 2022 2023 2024 2025",
    })
    void areThoseOfTheDay(String asked, String meant) {
        assertThat(RelativePeriods.of(asked, LocalDate.of(2026, 1, 5)).stream().map(Period::id))
                .containsExactlyElementsOf(List.of(meant.split(" ")));
    }
}
