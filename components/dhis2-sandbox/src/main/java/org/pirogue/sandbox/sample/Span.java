package org.pirogue.sandbox.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A period that facilities report, as DHIS2 writes it.
 *
 * @param end the day from which its report may come; of a year, the end of its first month with data
 */
record Span(String period, LocalDate end) {

    static List<Span> of(Routine.@Nullable Every every, Scenario.Months months) {
        return switch (every == null ? Routine.Every.month : every) {
            case week -> weeks(months);
            case month ->
                months.all().stream()
                        .map(month -> new Span(Scenario.Months.period(month), month.atEndOfMonth()))
                        .toList();
            case year -> years(months);
        };
    }

    /** ISO weeks that begin in the first month or later and end in the last one or earlier: some cross a year. */
    private static List<Span> weeks(Scenario.Months months) {
        LocalDate first = months.all().get(0).atDay(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        LocalDate last = months.last().atEndOfMonth();
        return Stream.iterate(first.plusDays(6), end -> !end.isAfter(last), end -> end.plusWeeks(1))
                .map(end -> new Span(week(end), end))
                .toList();
    }

    private static String week(LocalDate day) {
        return day.get(IsoFields.WEEK_BASED_YEAR) + "W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    private static List<Span> years(Scenario.Months months) {
        return months.all().stream()
                .collect(Collectors.toMap(YearMonth::getYear, month -> month, (first, later) -> first))
                .values()
                .stream()
                .sorted()
                .map(month -> new Span(String.valueOf(month.getYear()), month.atEndOfMonth()))
                .toList();
    }

    YearMonth month() {
        return YearMonth.from(end);
    }
}
