package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListYearsTest {
    @Test
    void noListNoYear() {
        assertThat(years(ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void theFirstListIsHeldAgainstNothing() {
        assertThat(years(ZoneOffset.UTC, "2026-11-05T04:00:00Z"))
                .containsExactly(new ListYears<>(2026, null, "2026-11-05T04:00:00Z", List.of()));
    }

    @Test
    void aCorrectionWithinAYearTakesThePlaceOfThatYearsList() {
        String first = "2024-01-05T04:00:00Z";
        String corrected = "2024-02-01T04:00:00Z";
        String second = "2025-01-05T04:00:00Z";
        String third = "2026-01-05T04:00:00Z";
        String thirdCorrected = "2026-03-05T04:00:00Z";
        assertThat(years(ZoneOffset.UTC, first, corrected, second, third, thirdCorrected))
                .containsExactly(
                        new ListYears<>(2024, null, first, List.of()),
                        new ListYears<>(2024, first, corrected, List.of()),
                        new ListYears<>(2025, corrected, second, List.of(first)),
                        new ListYears<>(2026, second, thirdCorrected, List.of(first, corrected)));
    }

    @Test
    void aYearBeginsWhereTheMinistryIs() {
        String newYear = "2025-12-31T23:30:00Z";
        assertThat(years(ZoneId.of("Africa/Kinshasa"), newYear))
                .extracting(ListYears::year)
                .containsExactly(2026);
        assertThat(years(ZoneOffset.UTC, newYear)).extracting(ListYears::year).containsExactly(2025);
    }

    private static List<ListYears<String>> years(ZoneId zone, String... madeAt) {
        return ListYears.of(List.of(madeAt), Instant::parse, zone);
    }
}
