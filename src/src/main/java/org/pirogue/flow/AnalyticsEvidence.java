package org.pirogue.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pirogue.camel.dhis2.bulk.AnalyticsQuery;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;

/**
 * Which items and periods the analytics of a server gives anything for. An indicator that cannot be calculated is left out of an
 * answer as one without data is, and so is a period that the tables do not hold: what was never seen is never taken for empty.
 */
final class AnalyticsEvidence {
    /** So many in one URL. */
    private static final int PERIODS_PER_CALL = 200;

    private final Set<String> items = new HashSet<>();
    private final Set<String> periods = new HashSet<>();
    private final Set<String> alone = new HashSet<>();

    private AnalyticsEvidence() {}

    /**
     * Asks for every item at the top of what the user sees; what gives nothing in company is asked for by itself.
     *
     * @throws FlowException P560 for an item that the server cannot calculate
     */
    static AnalyticsEvidence of(Dhis2BulkClient client, AnalyticsScope scope) {
        AnalyticsEvidence evidence = new AnalyticsEvidence();
        scope.requests().stream()
                .filter(request -> !request.periods().isEmpty())
                .forEach(request -> evidence.look(client, scope, request));
        return evidence;
    }

    private void look(Dhis2BulkClient client, AnalyticsScope scope, AnalyticsRequest request) {
        List<String> all = request.periods();
        for (int at = 0; at < all.size(); at += PERIODS_PER_CALL) {
            List<String> some = all.subList(at, Math.min(at + PERIODS_PER_CALL, all.size()));
            see(client, request.query(request.items(), some, scope.roots()));
        }
        List<String> silent =
                request.items().stream().filter(item -> !items.contains(item)).toList();
        if (request.items().size() > 1) {
            silent.forEach(item -> alone(client, scope, request, item));
        }
    }

    private void alone(Dhis2BulkClient client, AnalyticsScope scope, AnalyticsRequest request, String item) {
        List<String> all = request.periods();
        List<String> newest = all.subList(Math.max(0, all.size() - PERIODS_PER_CALL), all.size());
        try {
            see(client, request.query(List.of(item), newest, scope.roots()));
        } catch (Dhis2Exception refused) {
            throw cannot(refused, String.valueOf(scope.items().get(item)));
        }
        if (items.contains(item)) {
            alone.add(item);
        }
    }

    /** A fault of the line, or the sign-in, stays what it is. */
    static RuntimeException cannot(Dhis2Exception fault, String item) {
        Optional<String> code = fault.errorCode();
        return fault.kind() == Dhis2Exception.Kind.REFUSED
                ? new FlowException(
                        "P560",
                        "the server cannot calculate '" + item + "'"
                                + code.map(said -> " (" + said + ")").orElse("")
                                + ": nothing of it is taken for empty. Correct it there, or take it out of the mapping")
                : fault;
    }

    private void see(Dhis2BulkClient client, AnalyticsQuery query) {
        try (DataValues values = client.exportAnalytics(query)) {
            while (values.hasNext()) {
                DataValue value = values.next();
                items.add(value.dataElement());
                periods.add(value.period());
            }
        }
    }

    boolean seen(String item) {
        return items.contains(item);
    }

    /** Whether an item gives anything at all, and the tables hold anything of each of these periods. */
    boolean decides(String item, List<String> of) {
        return items.contains(item) && periods.containsAll(of);
    }

    /** Whether an item answers only when it is asked for by itself. */
    boolean isAlone(String item) {
        return alone.contains(item);
    }
}
