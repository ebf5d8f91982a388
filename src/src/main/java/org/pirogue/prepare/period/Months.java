package org.pirogue.prepare.period;

import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole months, from a month of the year: {@code 202501}, {@code 2025Q1}, {@code 2025April}.
 *
 * <p>The form is a template: {@code {year}} is the calendar year in which the cycle begins, {@code {next}} the one after
 * (DHIS2 names its November cycles so), {@code {1}} and {@code {02}} the number within the cycle.
 */
final class Months implements PeriodType.Rhythm {
    private final Month start;
    private final int months;
    private final String form;
    private final Pattern pattern;

    Months(Month start, int months, String form) {
        this.start = start;
        this.months = months;
        this.form = form;
        this.pattern = Pattern.compile(form.replaceAll("\\{(year|next)}", "(?<year>\\\\d{4})")
                .replace("{02}", "(?<number>\\d{2})")
                .replace("{1}", "(?<number>\\d)"));
    }

    @Override
    public LocalDate firstDay(LocalDate day) {
        int sinceStart = Math.floorMod(day.getMonthValue() - start.getValue(), 12);
        return day.withDayOfMonth(1).minusMonths(sinceStart % months);
    }

    @Override
    public LocalDate step(LocalDate firstDay, int periods) {
        return firstDay.plusMonths((long) months * periods);
    }

    @Override
    public String id(LocalDate firstDay) {
        int sinceStart = Math.floorMod(firstDay.getMonthValue() - start.getValue(), 12);
        int year = firstDay.minusMonths(sinceStart).getYear();
        int number = sinceStart / months + 1;
        // Of every record's dates: a formatter would be half of the time that reading a line list takes.
        return form.replace("{year}", digits(year, 4))
                .replace("{next}", digits(year + 1, 4))
                .replace("{02}", digits(number, 2))
                .replace("{1}", Integer.toString(number));
    }

    private static String digits(int number, int least) {
        String text = Integer.toString(number);
        return text.length() >= least ? text : "0".repeat(least - text.length()) + text;
    }

    @Override
    public Optional<LocalDate> read(String id) {
        Matcher matcher = pattern.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group("year")) - (form.startsWith("{next}") ? 1 : 0);
        int number = months == 12 ? 1 : Integer.parseInt(matcher.group("number"));
        return number < 1 || number > 12 / months
                ? Optional.empty()
                : Optional.of(LocalDate.of(year, start, 1).plusMonths((long) months * (number - 1)));
    }
}
