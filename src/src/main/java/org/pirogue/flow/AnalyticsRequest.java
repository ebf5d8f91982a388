package org.pirogue.flow;

import java.util.List;
import java.util.Set;
import org.pirogue.camel.dhis2.bulk.AnalyticsQuery;

/**
 * What is asked of analytics together: every item for every period and unit.
 *
 * @param name what people call it; empty where there is only one
 * @param items {@code dx}
 * @param units UIDs
 * @param periods ISO ids
 * @param filters as {@link AnalyticsQuery#filters}
 */
record AnalyticsRequest(
        String name, List<String> items, Set<String> units, List<String> periods, List<String> filters) {

    AnalyticsQuery query(List<String> some, List<String> ofPeriods, List<String> ofUnits) {
        return new AnalyticsQuery(some, ofPeriods, ofUnits, filters, java.util.Map.of());
    }

    /** The units among these that it covers. */
    List<String> of(List<String> some) {
        return some.stream().filter(units::contains).toList();
    }
}
