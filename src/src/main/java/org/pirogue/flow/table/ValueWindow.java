package org.pirogue.flow.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/** The periods of a table of values: some of them, the last one of which ends with the closing one, for which the table is made. */
record ValueWindow(Period closing, List<Period> periods) {
    ValueWindow(PeriodType type, Period closing, int count) {
        this(closing, back(Period.of(type, closing.lastDay()), count));
    }

    private static List<Period> back(Period last, int count) {
        List<Period> periods = new ArrayList<>();
        for (Period period = last; periods.size() < count; period = period.previous()) {
            periods.add(period);
        }
        return List.copyOf(periods);
    }

    /** How many periods back from the last one; 0 for that itself. */
    int back(Period period) {
        return periods.indexOf(period);
    }

    /**
     * What a unit was during the closing period.
     *
     * @param opened and closed as DHIS2 writes them, empty where it says none; the day of closing is a day of work
     */
    String open(String opened, String closed) {
        boolean before = opened.isEmpty() || !LocalDate.parse(opened).isAfter(closing.firstDay());
        boolean begun = before || !LocalDate.parse(opened).isAfter(closing.lastDay());
        boolean after = closed.isEmpty() || !LocalDate.parse(closed).isBefore(closing.lastDay());
        boolean worked = after || !LocalDate.parse(closed).isBefore(closing.firstDay());
        if (!begun || !worked) {
            return "not";
        }
        return after ? (before ? "throughout" : "opened") : "closed";
    }
}
