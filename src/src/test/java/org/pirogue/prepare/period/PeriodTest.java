package org.pirogue.prepare.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "20250131,    Daily,           2025-01-31, 2025-01-31",
        "2025W1,      Weekly,          2024-12-30, 2025-01-05",
        "2026W53,     Weekly,          2026-12-28, 2027-01-03",
        "2025WedW1,   WeeklyWednesday, 2025-01-01, 2025-01-07",
        "2025SunW1,   WeeklySunday,    2024-12-29, 2025-01-04",
        "2026SatW1,   WeeklySaturday,  2026-01-03, 2026-01-09",
        "202402,      Monthly,         2024-02-01, 2024-02-29",
        "202401B,     BiMonthly,       2024-01-01, 2024-02-29",
        "202406B,     BiMonthly,       2024-11-01, 2024-12-31",
        "2025Q4,      Quarterly,       2025-10-01, 2025-12-31",
        "2025NovQ1,   QuarterlyNov,    2024-11-01, 2025-01-31",
        "2025NovQ2,   QuarterlyNov,    2025-02-01, 2025-04-30",
        "2025S2,      SixMonthly,      2025-07-01, 2025-12-31",
        "2025AprilS2, SixMonthlyApril, 2025-10-01, 2026-03-31",
        "2025NovS1,   SixMonthlyNov,   2024-11-01, 2025-04-30",
        "2025,        Yearly,          2025-01-01, 2025-12-31",
        "2025April,   FinancialApril,  2025-04-01, 2026-03-31",
        "2025July,    FinancialJuly,   2025-07-01, 2026-06-30",
        "2025Oct,     FinancialOct,    2025-10-01, 2026-09-30",
        "2025Nov,     FinancialNov,    2024-11-01, 2025-10-31"
    })
    void hasTheTypeAndTheDaysThatDhis2Gives(String id, String type, LocalDate first, LocalDate last) {
        Period period = Period.parse(id);

        assertThat(period.type().dhis2Name()).isEqualTo(type);
        assertThat(period.firstDay()).isEqualTo(first);
        assertThat(period.lastDay()).isEqualTo(last);
        assertThat(period.id()).isEqualTo(id);
        assertThat(Period.of(period.type(), last)).isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "202513",
                "202500",
                "2025W0",
                "2025W53",
                "2025W54",
                "2025Q5",
                "2025S0",
                "20250230",
                "2025-01",
                "25W1",
                "202401b",
                "202407B",
                "2025april",
                "2025NovS3",
                "January",
                "20250"
            })
    void refusesWhatIsNoPeriod(String id) {
        assertThatExceptionOfType(BadPeriod.class).isThrownBy(() -> Period.parse(id));
        assertThat(Period.read(id)).isEmpty();
    }

    @Test
    void refusesAPeriodOfAnotherType() {
        assertThatExceptionOfType(BadPeriod.class)
                .isThrownBy(() -> Period.parse(PeriodType.MONTHLY, "2025W1"))
                .withMessageContaining("Monthly");
    }

    @Test
    void coversARangeWithEveryPeriodThatHasADayInIt() {
        assertThat(Period.covering(PeriodType.MONTHLY, LocalDate.of(2025, 1, 31), LocalDate.of(2025, 3, 1)))
                .isEqualTo(List.of(Period.parse("202501"), Period.parse("202502"), Period.parse("202503")));
        assertThat(Period.covering(PeriodType.WEEKLY, LocalDate.of(2025, 3, 2), LocalDate.of(2025, 3, 1)))
                .isEmpty();
    }

    @Property(seed = "2026")
    void holdsEveryDayExactlyOnceInATypesPeriods(@ForAll PeriodType type, @ForAll @IntRange(max = 60_000) int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        Period period = Period.of(type, date);

        assertThat(period.contains(date)).isTrue();
        assertThat(period.previous().contains(date)).isFalse();
        assertThat(period.next().contains(date)).isFalse();
        assertThat(period.next().firstDay()).isEqualTo(period.lastDay().plusDays(1));
        assertThat(period.next().previous()).isEqualTo(period);
        assertThat(Period.parse(period.id())).isEqualTo(period);
    }

    @Test
    void isValidFromTheFirstToTheLastPeriodByItsOwnFirstDay() {
        Validity until = new Validity(null, Period.parse("202412"));
        Validity from = new Validity(Period.parse("202501"), null);

        assertThat(until.holds(Period.parse("202412"))).isTrue();
        assertThat(until.holds(Period.parse("202501"))).isFalse();
        assertThat(until.holds(Period.parse("2025W1"))).isTrue();
        assertThat(from.holds(Period.parse("2025W1"))).isFalse();
        assertThat(until.overlaps(from)).isFalse();
        assertThat(until.overlaps(Validity.ALWAYS)).isTrue();
    }
}
