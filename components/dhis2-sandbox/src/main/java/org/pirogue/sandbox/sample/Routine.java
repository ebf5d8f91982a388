package org.pirogue.sandbox.sample;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that a facility reports itself.
 *
 * @param every how often: a report of the year has its number as period, one of the week that of the ISO week; null
 *     for each month
 * @param completeness share of reports that come
 * @param registered share of those that are registered as complete; null for none
 * @param overdue share of the registrations that come a month too late; null for none
 * @param level number of the level whose units report; null for that of the facilities
 * @param always codes of units whose report comes each time, and is not touched on the second day; null for none
 */
record Routine(
        String server,
        String dataSet,
        @Nullable Every every,
        double completeness,
        @Nullable Double registered,
        @Nullable Double overdue,
        @Nullable Integer level,
        @Nullable List<String> always,
        List<Element> elements) {
    boolean isAlwaysReportedBy(String unit) {
        return always != null && always.contains(unit);
    }

    boolean isOf(String connection, String ofDataSet) {
        return server.equals(connection) && dataSet.equals(ofDataSet);
    }

    enum Every {
        week,
        month,
        year
    }

    /**
     * @param element code, or UID where it has none
     * @param options mean by category option; null for the default combo
     * @param mean mean for the default combo
     * @param season 0 for none, 1 for as strong as that of the cases
     * @param within code of an element before it that it is a part of: all its parts together are no more than it, option
     *     by option; null for none
     * @param from first month in which it is reported so; null for always
     * @param to last month in which it is reported so; null for always
     */
    record Element(
            String element,
            @Nullable Map<String, Double> options,
            @Nullable Double mean,
            double season,
            @Nullable Integer least,
            @Nullable Integer most,
            @Nullable String within,
            @Nullable String from,
            @Nullable String to) {
        boolean isReportedIn(YearMonth month) {
            String period = Scenario.Months.period(month);
            return (from == null || from.compareTo(period) <= 0) && (to == null || to.compareTo(period) >= 0);
        }
    }

    /**
     * Figures that no chance makes, from a CSV file: {@code org_unit,period} and a column for each data element, empty where there
     * is no value.
     */
    record Figures(String server, String file) {}

    /**
     * A figure that somebody typed wrong, in a report that is there from the first day and registered as complete where
     * others are.
     *
     * @param orgUnit code of the unit; @param options code of the category option; null for the default combo
     * @param value what was typed; where {@code than} names an element, how much more than its figure with the same options
     */
    record Slip(
            String server,
            String dataSet,
            String orgUnit,
            String period,
            String element,
            @Nullable String options,
            int value,
            @Nullable String than) {
        boolean isIn(Routine routine, String unit, String ofPeriod) {
            return routine.isOf(server, dataSet) && orgUnit.equals(unit) && period.equals(ofPeriod);
        }

        Names.Cell cell() {
            return new Names.Cell(element, options == null ? "" : options);
        }

        Names.Cell other() {
            return new Names.Cell(String.valueOf(than), options == null ? "" : options);
        }
    }

    /**
     * What becomes of reports on the second day.
     *
     * @param late how many that never came come now, whole, and are registered as complete
     * @param corrected in how many one figure becomes another
     * @param taken in how many one figure is taken away
     */
    record Reports(String server, String dataSet, int late, int corrected, int taken) {}

    /**
     * Registrations of complete reports that change on the second day, beside those of {@link Routine#registered}.
     *
     * @param late reports that are registered as complete only now
     * @param withdrawn registrations that are taken back
     */
    record Registered(String server, String dataSet, int late, int withdrawn) {}

    /**
     * Figures that somebody types at a server on the second day, into the last month.
     *
     * @param skip how many facilities to leave out first, so that two servers' hands meet in some of them
     * @param facilities how many get the value
     * @param options code of the category option; null for the default combo
     */
    record Typed(
            String server,
            String dataSet,
            String element,
            @Nullable String options,
            String value,
            int skip,
            int facilities) {}
}
