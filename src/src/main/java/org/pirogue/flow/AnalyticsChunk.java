package org.pirogue.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** All that is to be asked for it: what answers in company together, each other item by itself. */
    List<AnalyticsQuery> queries() {
        List<AnalyticsQuery> queries = new ArrayList<>();
        for (AnalyticsRequest request : requests()) {
            List<String> company = new ArrayList<>(request.items());
            company.removeIf(evidence::isAlone);
            if (!company.isEmpty()) {
                queries.add(query(request, company));
            }
            request.items().stream()
                    .filter(evidence::isAlone)
                    .forEach(item -> queries.add(query(request, List.of(item))));
        }
        return queries;
    }

    /** One item by itself. */
    List<AnalyticsQuery> queries(String item) {
        return requests().stream()
                .filter(request -> request.items().contains(item))
                .map(request -> query(request, List.of(item)))
                .toList();
    }

    private AnalyticsQuery query(AnalyticsRequest request, List<String> items) {
        return request.query(items, periodIds(), request.of(units));
    }

    /** The requests that cover some of it. */
    private List<AnalyticsRequest> requests() {
        return scope.requests().stream()
                .filter(request -> request.periods().containsAll(periodIds())
                        && !request.of(units).isEmpty())
                .toList();
    }

    /** The items that are asked for. */
    Set<String> items() {
        return requests().stream()
                .flatMap(request -> request.items().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
