package org.pirogue.prepare.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeriodRelationTest {
    private static PeriodRelation relation(String source, String target) {
        return PeriodRelation.of(type(source), type(target)).orElseThrow();
    }

    private static PeriodType type(String name) {
        return PeriodType.named(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Weekly, Monthly, 2026W1, 202601",
        "Weekly, Monthly, 2026W5, 202601",
        "Weekly, Monthly, 2026W14, 202604",
        "Weekly, Yearly, 2020W53, 2020",
        "Weekly, Quarterly, 2026W14, 2026Q2",
        "WeeklySunday, Monthly, 2026SunW5, 202602",
        "WeeklySunday, Yearly, 2025SunW53, 2025",
        "Daily, Weekly, 20260101, 2026W1",
        "Daily, WeeklySunday, 20260104, 2026SunW1",
        "Daily, Monthly, 20260131, 202601",
        "Monthly, Quarterly, 202603, 2026Q1",
        "Monthly, FinancialApril, 202603, 2025April",
        "Quarterly, Yearly, 2026Q4, 2026",
        "Quarterly, SixMonthly, 2026Q3, 2026S2"
    })
    void aPeriodBelongsToOneLongerPeriod(String source, String target, String period, String expected) {
        assertThat(relation(source, target).targetOf(Period.parse(period)).id()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Weekly, WeeklySunday", "WeeklySunday, Weekly", "Weekly, Weekly", "Monthly, Weekly", "Weekly, Daily",
        "Monthly, Monthly", "Yearly, Monthly", "Quarterly, FinancialFeb", "BiMonthly, Quarterly",
                "SixMonthly, FinancialApril"
    })
    void refusesWhatWouldHaveToBeCutMixedOrCopied(String source, String target) {
        assertThat(PeriodRelation.of(type(source), type(target))).isEmpty();
    }

    @Test
    void anIsoWeekGoesToTheMonthOfItsThursday() {
        PeriodRelation relation = relation("Weekly", "Monthly");
        Random days = new Random(4);
        for (int i = 0; i < 500; i++) {
            Period week = Period.of(PeriodType.WEEKLY, LocalDate.of(2015, 1, 1).plusDays(days.nextInt(7000)));
            LocalDate thursday =
                    week.firstDay().with(java.time.temporal.TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
            assertThat(relation.targetOf(week)).isEqualTo(Period.of(PeriodType.MONTHLY, thursday));
        }
    }

    static Stream<PeriodRelation> all() {
        List<PeriodType> types = List.of(PeriodType.values());
        return types.stream()
                .flatMap(source -> types.stream().map(target -> PeriodRelation.of(source, target)))
                .flatMap(Optional::stream);
    }

    /** Nothing is lost and nothing taken twice: each source period is a source of its target, and of no neighbour. */
    @ParameterizedTest
    @MethodSource("all")
    void sourcesAndTargetsAreEachOthersInverse(PeriodRelation relation) {
        Random days = new Random(17);
        for (int i = 0; i < 20; i++) {
            Period source =
                    Period.of(relation.source(), LocalDate.of(2015, 1, 1).plusDays(days.nextInt(7000)));
            Period target = relation.targetOf(source);
            assertThat(relation.sourcesOf(target)).contains(source).doesNotHaveDuplicates();
            assertThat(relation.sourcesOf(target.next())).doesNotContain(source);
            assertThat(relation.sourcesOf(target.previous())).doesNotContain(source);
            assertThat(relation.sourcesOf(target))
                    .allMatch(part -> relation.targetOf(part).equals(target));
        }
    }

    /** A week of a year is a week of that year, whatever day weeks begin on. */
    @Test
    void weeksAndTheirYearNeverPart() {
        Arrays.stream(PeriodType.values())
                .filter(type -> type.dhis2Name().startsWith("Weekly"))
                .map(type -> PeriodRelation.of(type, PeriodType.YEARLY).orElseThrow())
                .forEach(relation -> Period.covering(
                                relation.source(), LocalDate.of(2015, 1, 1), LocalDate.of(2035, 1, 1))
                        .forEach(week -> assertThat(week.id())
                                .startsWith(relation.targetOf(week).id())));
    }
}
