package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/**
 * Follows pages by number. DHIS2's {@code nextPage} is only looked at for its presence: it names the address that the server
 * thinks it has, and credentials go to no address but the connection's own.
 */
final class TrackedEntityPages implements TrackedEntities {

    private static final String PATH = "tracker/trackedEntities";
    private static final int MOST_EMPTY = 3;

    private final Dhis2BulkClient client;
    private final TrackedEntityQuery query;
    private final Differences server;
    private final Deque<ObjectNode> page = new ArrayDeque<>();
    private Set<String> previous = Set.of();
    private int emptyInARow;
    private int number;
    private boolean last;
    private long count;

    TrackedEntityPages(Dhis2BulkClient client, TrackedEntityQuery query) {
        this.client = client;
        this.query = query;
        this.server = client.differences();
        load();
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !last) {
            load();
        }
        return !page.isEmpty();
    }

    @Override
    public ObjectNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        count++;
        return page.remove();
    }

    @Override
    public long count() {
        return count;
    }

    private void load() {
        number++;
        JsonNode answer = client.read(PATH, parameters());
        JsonNode entities = answer.has("trackedEntities") ? answer.get("trackedEntities") : answer.get("instances");
        if (entities == null || !entities.isArray()) {
            throw unexpected("an answer without tracked entities");
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode entity : entities) {
            take(entity, seen);
        }
        last = isLast(answer, entities.size());
        emptyInARow = entities.isEmpty() ? emptyInARow + 1 : 0;
        // A server that ignores the page number would be read for ever.
        if (!last && page.isEmpty() && (!entities.isEmpty() || emptyInARow > MOST_EMPTY)) {
            last = true;
            throw unexpected("page " + number + " brings nothing new, and is not the last");
        }
        previous = seen;
    }

    /** A record that slid over from the page before, unchanged, is left out. */
    private void take(JsonNode entity, Set<String> seen) {
        if (!(entity instanceof ObjectNode object)) {
            throw unexpected("a tracked entity that is not an object");
        }
        String uid = object.path("trackedEntity").asText();
        if (uid.isEmpty()) {
            throw unexpected("a tracked entity without a uid: is trackedEntity among the fields?");
        }
        String key = uid + ' ' + object.path("updatedAt").asText();
        seen.add(key);
        if (!previous.contains(key)) {
            page.add(object);
        }
    }

    /** Before 2.42 a pager names no next page, and only a short page is known to be the last. */
    private boolean isLast(JsonNode answer, int size) {
        JsonNode pager = answer.path("pager");
        if (pager.hasNonNull("nextPage")) {
            return false;
        }
        if (pager.isObject() && server.pagerNamesNextPage()) {
            return true;
        }
        int told = (pager.isObject() ? pager : answer).path("pageSize").asInt(query.pageSize());
        return size < Math.min(told < 1 ? query.pageSize() : told, query.pageSize());
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Dhis2BulkClient.given(parameters, "program", query.program());
        boolean plural = server.orgUnitsInPlural();
        Dhis2BulkClient.given(
                parameters, plural ? "orgUnits" : "orgUnit", String.join(plural ? "," : ";", query.orgUnits()));
        Dhis2BulkClient.given(parameters, plural ? "orgUnitMode" : "ouMode", query.orgUnitMode());
        Dhis2BulkClient.given(parameters, "updatedAfter", query.updatedAfter());
        Dhis2BulkClient.given(parameters, "includeDeleted", query.includeDeleted() ? "true" : null);
        Dhis2BulkClient.given(parameters, "fields", query.fields());
        Dhis2BulkClient.given(parameters, "order", query.order());
        query.parameters().forEach((name, value) -> Dhis2BulkClient.given(parameters, name, value));
        parameters.put("pageSize", List.of(String.valueOf(query.pageSize())));
        parameters.put("page", List.of(String.valueOf(number)));
        return parameters;
    }

    private Dhis2Exception unexpected(String what) {
        return client.faults("GET", PATH).of(Kind.UNEXPECTED_ANSWER, 200, what);
    }

    @Override
    public void close() {
        last = true;
        page.clear();
    }
}
