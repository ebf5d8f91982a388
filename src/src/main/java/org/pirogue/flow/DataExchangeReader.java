package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.pirogue.batch.Cell;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.ledger.run.Run;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;
import org.pirogue.workspace.Connections;

/**
 * What an Aggregate Data Exchange of a server is configured to send, in UIDs and ISO periods. The server itself is asked what
 * its relative periods, levels and groups are today; where the exchange would send it, and in which codes, is not looked at: that
 * the flow's mapping and its target say.
 */
class DataExchangeReader {
    private final MetadataReader reader;
    private final Connections connections;

    DataExchangeReader(MetadataReader reader, Connections connections) {
        this.reader = reader;
        this.connections = connections;
    }

    /**
     * @throws FlowException P566 where there is no such exchange or request, P567 where its requests make no slices together,
     *     P568 where the mapping names what it does not ask for, P569 where the server does not know what it is to send
     */
    AnalyticsScope scope(DataExchangeTerms terms, Mapping mapping, Run run) {
        List<JsonNode> definitions = definitions(terms);
        List<AnalyticsRequest> requests = definitions.stream()
                .map(each -> within(run, request(terms, each)))
                .toList();
        oneAnother(terms, requests);
        Set<String> units =
                requests.stream().flatMap(each -> each.units().stream()).collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> ids = new HashMap<>();
        Map<String, String> codes = new HashMap<>();
        reader.list(terms.connection(), "organisationUnits", "id,code", List.of())
                .forEach(unit -> {
                    String id = unit.path("id").asText();
                    if (units.remove(id)) {
                        ids.put(DataSetMetadata.codeOf(unit), id);
                        codes.put(id, DataSetMetadata.codeOf(unit));
                    }
                });
        if (!units.isEmpty()) {
            throw unknown(terms, "org unit(s) " + units);
        }
        Stream<String> asked = definitions.stream().map(JsonNode::toString).sorted();
        return new AnalyticsScope(
                items(terms, mapping, requests),
                ids,
                codes,
                reader.rootUnits(terms.connection()),
                requests,
                "+" + Digest.of(asked));
    }

    private List<JsonNode> definitions(DataExchangeTerms terms) {
        List<JsonNode> found = Stream.of("code:eq:", "id:eq:")
                .flatMap(filter -> each(reader.list(
                        terms.connection(), "aggregateDataExchanges", "*", List.of(filter + terms.dataExchange()))))
                .toList();
        List<JsonNode> requests = found.stream()
                .flatMap(exchange -> each(exchange.path("source").path("requests")))
                .filter(request -> terms.request().isBlank()
                        || terms.request().equals(request.path("name").asText()))
                .toList();
        if (found.size() != 1 || requests.isEmpty()) {
            throw new FlowException(
                    "P566",
                    "connection '" + terms.connection() + "' shows no aggregate data exchange '" + terms.dataExchange()
                            + "'"
                            + (terms.request().isBlank() ? "" : " with a request '" + terms.request() + "'")
                            + ": check its code, and that the connection's user may read it");
        }
        return requests;
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<String> texts(JsonNode list) {
        return each(list).map(JsonNode::asText).distinct().toList();
    }

    /** As the server understands it today. */
    private AnalyticsRequest request(DataExchangeTerms terms, JsonNode definition) {
        String name = definition.path("name").asText();
        List<String> dx = texts(definition.path("dx"));
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(
                "dimension",
                List.of(
                        "dx:" + String.join(";", dx),
                        "pe:" + String.join(";", texts(definition.path("pe"))),
                        "ou:" + String.join(";", texts(definition.path("ou")))));
        parameters.put("inputIdScheme", List.of(definition.path("inputIdScheme").asText("UID")));
        parameters.put("skipData", List.of("true"));
        JsonNode dimensions = understood(terms, name, parameters);
        List<String> items = texts(dimensions.path("dx"));
        if (items.size() < dx.size()) {
            throw unknown(terms, "of the " + dx.size() + " items of request '" + name + "' it knows " + items.size());
        }
        return new AnalyticsRequest(
                name,
                items,
                new LinkedHashSet<>(texts(dimensions.path("ou"))),
                texts(dimensions.path("pe")),
                filters(definition));
    }

    private JsonNode understood(DataExchangeTerms terms, String name, Map<String, List<String>> parameters) {
        JsonNode dimensions;
        try {
            dimensions = connections
                    .client(terms.connection())
                    .read("analytics.json", parameters)
                    .path("metaData")
                    .path("dimensions");
        } catch (Dhis2Exception e) {
            if (e.kind() != Dhis2Exception.Kind.REFUSED) {
                throw e;
            }
            throw unknown(
                    terms, "it refuses request '" + name + "' (" + e.errorCode().orElse("no code") + ")");
        }
        for (String each : List.of("dx", "pe", "ou")) {
            if (dimensions.path(each).isEmpty()) {
                throw unknown(terms, "it understands nothing of '" + each + "' of request '" + name + "'");
            }
        }
        return dimensions;
    }

    private static List<String> filters(JsonNode definition) {
        return each(definition.path("filters"))
                .map(filter -> filter.path("dimension").asText() + ":" + String.join(";", texts(filter.path("items"))))
                .toList();
    }

    private static FlowException unknown(DataExchangeTerms terms, String what) {
        return new FlowException(
                "P569",
                "the server of connection '" + terms.connection() + "' does not know all that its exchange '"
                        + terms.dataExchange() + "' is to send: " + what
                        + ". Correct the exchange there, or what the user sees");
    }

    /** Somebody may ask for other periods than the exchange is configured for. */
    private static AnalyticsRequest within(Run run, AnalyticsRequest request) {
        if (run.from() == null || run.to() == null) {
            return request;
        }
        PeriodType type = Period.parse(request.periods().get(0)).type();
        List<String> periods =
                Period.covering(
                                type,
                                Period.parse(run.from()).firstDay(),
                                Period.parse(run.to()).lastDay())
                        .stream()
                        .map(Period::id)
                        .toList();
        return new AnalyticsRequest(request.name(), request.items(), request.units(), periods, request.filters());
    }

    /** Slices are read whole: of one unit, everything that is sent must be sent for the same periods. */
    private static void oneAnother(DataExchangeTerms terms, List<AnalyticsRequest> requests) {
        Set<PeriodType> types = requests.stream()
                .flatMap(each -> each.periods().stream())
                .map(id -> Period.parse(id).type())
                .collect(Collectors.toSet());
        if (types.size() > 1) {
            throw apart(terms, "ask for periods of several types: " + types);
        }
        for (int one = 0; one < requests.size(); one++) {
            for (AnalyticsRequest other : requests.subList(one + 1, requests.size())) {
                agree(terms, requests.get(one), other);
            }
        }
    }

    private static void agree(DataExchangeTerms terms, AnalyticsRequest one, AnalyticsRequest other) {
        if (one.units().stream().noneMatch(other.units()::contains)) {
            return;
        }
        if (!Set.copyOf(one.periods()).equals(Set.copyOf(other.periods()))) {
            throw apart(
                    terms, "'" + one.name() + "' and '" + other.name() + "' ask for other periods of the same units");
        }
        if (one.items().stream().anyMatch(other.items()::contains)) {
            throw apart(
                    terms, "'" + one.name() + "' and '" + other.name() + "' ask for the same item of the same units");
        }
    }

    private static FlowException apart(DataExchangeTerms terms, String why) {
        return new FlowException(
                "P567",
                "requests of exchange '" + terms.dataExchange() + "' " + why
                        + ": make a flow of each, with the parameter 'request'");
    }

    /** What the mapping does not name keeps its UID, and is counted as unmapped. */
    private SortedMap<String, Cell> items(DataExchangeTerms terms, Mapping mapping, List<AnalyticsRequest> requests) {
        SortedMap<String, Cell> named = new AnalyticsItems(reader, terms.connection()).of(mapping.known());
        SortedMap<String, Cell> items = new TreeMap<>();
        requests.stream()
                .flatMap(each -> each.items().stream())
                .forEach(dx -> items.put(dx, named.getOrDefault(dx, new Cell(dx, ""))));
        List<Cell> left = new ArrayList<>(mapping.sources());
        left.removeAll(items.values());
        if (!left.isEmpty()) {
            throw new FlowException(
                    "P568",
                    "the mapping names what exchange '" + terms.dataExchange() + "' does not ask for: " + left
                            + ". Take it out of the mapping, or add it to the exchange");
        }
        return items;
    }

    /** The one type of all periods. */
    static PeriodType type(AnalyticsScope scope) {
        return Period.parse(scope.requests().get(0).periods().get(0)).type();
    }
}
