package org.pirogue.prepare.period;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Weeks from a day of the week; week 1 is the one that holds 4 January: {@code 2025W1}, {@code 2025SunW1}. */
final class Weeks implements PeriodType.Rhythm {
    private final DayOfWeek start;
    private final WeekFields fields;
    private final String letters;
    private final Pattern pattern;

    Weeks(DayOfWeek start, String letters) {
        this.start = start;
        this.fields = WeekFields.of(start, 4);
        this.letters = letters;
        this.pattern = Pattern.compile("(\\d{4})" + letters + "(\\d{1,2})");
    }

    @Override
    public LocalDate firstDay(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(start));
    }

    @Override
    public LocalDate step(LocalDate firstDay, int periods) {
        return firstDay.plusWeeks(periods);
    }

    @Override
    public String id(LocalDate firstDay) {
        int year = firstDay.get(fields.weekBasedYear());
        return String.format("%04d%s%d", year, letters, firstDay.get(fields.weekOfWeekBasedYear()));
    }

    @Override
    public Optional<LocalDate> read(String id) {
        Matcher matcher = pattern.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group(1));
        LocalDate first = firstDay(LocalDate.of(year, 1, 4)).plusWeeks(Integer.parseInt(matcher.group(2)) - 1);
        // Week 53 of a year with 52 is another year's week 1; week 0 another year's last.
        return first.get(fields.weekBasedYear()) == year ? Optional.of(first) : Optional.empty();
    }
}
