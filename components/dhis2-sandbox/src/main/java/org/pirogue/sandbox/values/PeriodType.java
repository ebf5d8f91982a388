package org.pirogue.sandbox.values;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DHIS2's period types, by the form of their identifiers. */
public enum PeriodType {
    DAILY("Daily", "(\\d{4})(\\d{2})(\\d{2})", 1, null, 1),
    WEEKLY("Weekly", "(\\d{4})W(\\d{1,2})", 7, DayOfWeek.MONDAY, 1),
    WEEKLY_WEDNESDAY("WeeklyWednesday", "(\\d{4})WedW(\\d{1,2})", 7, DayOfWeek.WEDNESDAY, 1),
    WEEKLY_THURSDAY("WeeklyThursday", "(\\d{4})ThuW(\\d{1,2})", 7, DayOfWeek.THURSDAY, 1),
    WEEKLY_FRIDAY("WeeklyFriday", "(\\d{4})FriW(\\d{1,2})", 7, DayOfWeek.FRIDAY, 1),
    WEEKLY_SATURDAY("WeeklySaturday", "(\\d{4})SatW(\\d{1,2})", 7, DayOfWeek.SATURDAY, 1),
    WEEKLY_SUNDAY("WeeklySunday", "(\\d{4})SunW(\\d{1,2})", 7, DayOfWeek.SUNDAY, 1),
    BI_WEEKLY("BiWeekly", "(\\d{4})BiW(\\d{1,2})", 14, DayOfWeek.MONDAY, 1),
    MONTHLY("Monthly", "(\\d{4})(\\d{2})", 1, 1),
    BI_MONTHLY("BiMonthly", "(\\d{4})(\\d{2})B", 2, 1),
    QUARTERLY("Quarterly", "(\\d{4})Q(\\d)", 3, 1),
    SIX_MONTHLY("SixMonthly", "(\\d{4})S(\\d)", 6, 1),
    SIX_MONTHLY_APRIL("SixMonthlyApril", "(\\d{4})AprilS(\\d)", 6, 4),
    SIX_MONTHLY_NOVEMBER("SixMonthlyNov", "(\\d{4})NovS(\\d)", 6, 11),
    YEARLY("Yearly", "(\\d{4})", 12, 1),
    FINANCIAL_APRIL("FinancialApril", "(\\d{4})April", 12, 4),
    FINANCIAL_JULY("FinancialJuly", "(\\d{4})July", 12, 7),
    FINANCIAL_SEPTEMBER("FinancialSep", "(\\d{4})Sep", 12, 9),
    FINANCIAL_OCTOBER("FinancialOct", "(\\d{4})Oct", 12, 10),
    FINANCIAL_NOVEMBER("FinancialNov", "(\\d{4})Nov", 12, 11);

    private final String label;
    private final Pattern form;
    private final int days;
    private final int months;
    private final int anchor;
    private final Optional<DayOfWeek> firstDay;

    PeriodType(String label, String form, int days, @org.jspecify.annotations.Nullable DayOfWeek firstDay, int anchor) {
        this.label = label;
        this.form = Pattern.compile(form);
        this.days = days;
        this.months = 0;
        this.anchor = anchor;
        this.firstDay = Optional.ofNullable(firstDay);
    }

    PeriodType(String label, String form, int months, int anchor) {
        this.label = label;
        this.form = Pattern.compile(form);
        this.days = 0;
        this.months = months;
        this.anchor = anchor;
        this.firstDay = Optional.empty();
    }

    /** As data sets name it: {@code Monthly}. */
    public String label() {
        return label;
    }

    public static Optional<PeriodType> labelled(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    /** First day of the period so named; empty when this is not the type's form or no such period exists. */
    public Optional<LocalDate> start(String text) {
        Matcher parts = form.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(parts.group(1));
        int number = parts.groupCount() > 1 ? Integer.parseInt(parts.group(2)) : 1;
        if (this == DAILY) {
            return day(year, number, Integer.parseInt(parts.group(3)));
        }
        return months > 0 ? month(year, number) : week(year, number);
    }

    private static Optional<LocalDate> day(int year, int month, int day) {
        boolean exists = month >= 1
                && month <= 12
                && day >= 1
                && day <= LocalDate.of(year, month, 1).lengthOfMonth();
        return exists ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    private Optional<LocalDate> month(int year, int number) {
        int most = 12 / months;
        if (number < 1 || number > most) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.of(year, anchor, 1).plusMonths((long) (number - 1) * months));
    }

    private Optional<LocalDate> week(int year, int number) {
        int most = days == 7 ? 53 : 27;
        if (number < 1 || number > most) {
            return Optional.empty();
        }
        return Optional.of(firstWeek(year).plusDays((long) (number - 1) * days));
    }

    private LocalDate firstWeek(int year) {
        return LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(firstDay.orElse(DayOfWeek.MONDAY)));
    }

    /** First day of the period that lies so many periods after the one that starts here. */
    public LocalDate plus(LocalDate start, int periods) {
        return months > 0 ? start.plusMonths((long) periods * months) : start.plusDays((long) periods * days);
    }

    /** First day of the period in which a day lies. */
    public LocalDate startOf(LocalDate day) {
        if (this == DAILY) {
            return day;
        }
        if (months > 0) {
            int since = Math.floorMod(day.getMonthValue() - anchor, 12);
            return day.withDayOfMonth(1).minusMonths(since % months);
        }
        LocalDate start = day.with(TemporalAdjusters.previousOrSame(firstDay.orElse(DayOfWeek.MONDAY)));
        return days == 14
                        && Math.floorMod(
                                        start.toEpochDay()
                                                - firstWeek(start.getYear()).toEpochDay(),
                                        14)
                                != 0
                ? start.minusDays(7)
                : start;
    }
}
