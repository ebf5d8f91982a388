package org.pirogue.prepare.period;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which periods of one type feed which of another, longer one: every source period belongs, whole, to exactly one.
 *
 * <p>A week is never cut. It belongs to the month, quarter or year of its fourth day, on which its majority lies: of an ISO
 * week that is the Thursday, of an epidemiological week (from Sunday) the Wednesday. DHIS2 numbers weeks by the same rule
 * (week 1 holds 4 January, {@code WeekFields.of(start, 4)}), so that a week and its year never part. Weeks that begin on
 * different days of the week cannot become each other; days can become any of them.
 */
public final class PeriodRelation {
    private static final Set<PeriodType> WEEKS = EnumSet.of(
            PeriodType.WEEKLY,
            PeriodType.WEEKLY_WEDNESDAY,
            PeriodType.WEEKLY_THURSDAY,
            PeriodType.WEEKLY_FRIDAY,
            PeriodType.WEEKLY_SATURDAY,
            PeriodType.WEEKLY_SUNDAY);
    private static final int TO_MIDDLE_OF_WEEK = 3;
    /** Of any year: month-based types begin anew each year. */
    private static final LocalDate SOME_DAY = LocalDate.of(2024, 1, 1);

    private final PeriodType source;
    private final PeriodType target;

    private PeriodRelation(PeriodType source, PeriodType target) {
        this.source = source;
        this.target = target;
    }

    /** Empty where periods of the source would have to be cut, mixed or copied. */
    public static Optional<PeriodRelation> of(PeriodType source, PeriodType target) {
        return source != target && fits(source, target)
                ? Optional.of(new PeriodRelation(source, target))
                : Optional.empty();
    }

    private static boolean fits(PeriodType source, PeriodType target) {
        if (source == PeriodType.DAILY) {
            return true;
        }
        if (target == PeriodType.DAILY || WEEKS.contains(target)) {
            return false;
        }
        return WEEKS.contains(source) || nests(source, target);
    }

    /** Whether each source period of two years lies within one of the target, and is shorter. */
    private static boolean nests(PeriodType source, PeriodType target) {
        List<Period> parts = Period.covering(source, SOME_DAY, SOME_DAY.plusYears(2));
        return parts.stream()
                        .allMatch(part -> Period.of(target, part.firstDay()).contains(part.lastDay()))
                && !parts.stream()
                        .allMatch(part ->
                                Period.of(target, part.firstDay()).lastDay().equals(part.lastDay()));
    }

    public PeriodType source() {
        return source;
    }

    public PeriodType target() {
        return target;
    }

    /** @param period of the source's type */
    public Period targetOf(Period period) {
        return Period.of(
                target, WEEKS.contains(source) ? period.firstDay().plusDays(TO_MIDDLE_OF_WEEK) : period.firstDay());
    }

    /** Every source period that feeds a target period, in order. */
    public List<Period> sourcesOf(Period period) {
        return Period.covering(source, period.firstDay(), period.lastDay()).stream()
                .filter(part -> targetOf(part).equals(period))
                .toList();
    }
}
