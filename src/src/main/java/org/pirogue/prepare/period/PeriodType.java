package org.pirogue.prepare.period;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.Optional;

/** DHIS2's period types; BiWeekly is not among them: in years of 53 weeks DHIS2 numbers it inconsistently. */
public enum PeriodType {
    DAILY("Daily", new Days()),
    WEEKLY("Weekly", new Weeks(DayOfWeek.MONDAY, "W")),
    WEEKLY_WEDNESDAY("WeeklyWednesday", new Weeks(DayOfWeek.WEDNESDAY, "WedW")),
    WEEKLY_THURSDAY("WeeklyThursday", new Weeks(DayOfWeek.THURSDAY, "ThuW")),
    WEEKLY_FRIDAY("WeeklyFriday", new Weeks(DayOfWeek.FRIDAY, "FriW")),
    WEEKLY_SATURDAY("WeeklySaturday", new Weeks(DayOfWeek.SATURDAY, "SatW")),
    WEEKLY_SUNDAY("WeeklySunday", new Weeks(DayOfWeek.SUNDAY, "SunW")),
    MONTHLY("Monthly", new Months(Month.JANUARY, 1, "{year}{02}")),
    BI_MONTHLY("BiMonthly", new Months(Month.JANUARY, 2, "{year}{02}B")),
    QUARTERLY("Quarterly", new Months(Month.JANUARY, 3, "{year}Q{1}")),
    QUARTERLY_NOV("QuarterlyNov", new Months(Month.NOVEMBER, 3, "{next}NovQ{1}")),
    SIX_MONTHLY("SixMonthly", new Months(Month.JANUARY, 6, "{year}S{1}")),
    SIX_MONTHLY_APRIL("SixMonthlyApril", new Months(Month.APRIL, 6, "{year}AprilS{1}")),
    SIX_MONTHLY_NOV("SixMonthlyNov", new Months(Month.NOVEMBER, 6, "{next}NovS{1}")),
    YEARLY("Yearly", new Months(Month.JANUARY, 12, "{year}")),
    FINANCIAL_FEB("FinancialFeb", new Months(Month.FEBRUARY, 12, "{year}Feb")),
    FINANCIAL_APRIL("FinancialApril", new Months(Month.APRIL, 12, "{year}April")),
    FINANCIAL_JULY("FinancialJuly", new Months(Month.JULY, 12, "{year}July")),
    FINANCIAL_AUG("FinancialAug", new Months(Month.AUGUST, 12, "{year}Aug")),
    FINANCIAL_SEP("FinancialSep", new Months(Month.SEPTEMBER, 12, "{year}Sep")),
    FINANCIAL_OCT("FinancialOct", new Months(Month.OCTOBER, 12, "{year}Oct")),
    FINANCIAL_NOV("FinancialNov", new Months(Month.NOVEMBER, 12, "{next}Nov"));

    private final String dhis2Name;
    private final Rhythm rhythm;

    PeriodType(String dhis2Name, Rhythm rhythm) {
        this.dhis2Name = dhis2Name;
        this.rhythm = rhythm;
    }

    /** As DHIS2 writes it in a data set: {@code Monthly}, {@code FinancialApril}. */
    public String dhis2Name() {
        return dhis2Name;
    }

    /** @param name DHIS2's name of the type, in any case */
    public static Optional<PeriodType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.dhis2Name.equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    Rhythm rhythm() {
        return rhythm;
    }

    /** How a type cuts time: the period that holds a day, where the next one begins, and the identifier. */
    interface Rhythm {
        LocalDate firstDay(LocalDate day);

        LocalDate step(LocalDate firstDay, int periods);

        String id(LocalDate firstDay);

        Optional<LocalDate> read(String id);
    }
}
