package org.pirogue.flow.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

class ValueWindowTest {
    private static final ValueWindow WINDOW = new ValueWindow(PeriodType.MONTHLY, Period.parse("2026Q1"), 4);

    @Test
    void endsWithTheClosingPeriodAndReachesBackOverTheYear() {
        assertThat(WINDOW.periods()).extracting(Period::id).containsExactly("202603", "202602", "202601", "202512");
        assertThat(WINDOW.back(Period.parse("202512"))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', throughout",
        "2026-01-01, '', throughout",
        "2026-01-02, '', opened",
        "2026-03-31, '', opened",
        "2026-04-01, '', not",
        "2009-01-01, 2026-03-31, throughout",
        "2009-01-01, 2026-03-30, closed",
        "2009-01-01, 2026-01-01, closed",
        "2009-01-01, 2025-12-31, not",
        "2026-02-01, 2026-03-01, closed"
    })
    void whatAUnitWasInTheClosingPeriod(String opened, String closed, String open) {
        assertThat(WINDOW.open(opened, closed)).isEqualTo(open);
    }
}
