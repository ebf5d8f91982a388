package org.pirogue.flow;

import java.util.List;
import org.pirogue.camel.dhis2.bulk.AnalyticsQuery;
import org.pirogue.prepare.period.Period;

/**
 * A closed chunk of analytics that is due.
 *
 * @param units UIDs of the source units that feed it
 * @param periods the source periods that feed it
 * @param newest whether its period is the newest of the run: what is wrong with the source as a whole is said there, so that it is
 *     looked at again by the next run
 */
record AnalyticsChunk(
        Chunk chunk,
        AnalyticsScope scope,
        AnalyticsEvidence evidence,
        List<String> units,
        List<Period> periods,
        boolean newest,
        boolean stale) {

    List<String> periodIds() {
        return periods.stream().map(Period::id).toList();
    }

    AnalyticsQuery query(List<String> items) {
        return new AnalyticsQuery(items, periodIds(), units);
    }
}
