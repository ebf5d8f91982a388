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

    private final Dhis2BulkClient client;
    private final TrackedEntityQuery query;
    private final Deque<ObjectNode> page = new ArrayDeque<>();
    private Set<String> previous = Set.of();
    private int number;
    private boolean last;
    private long count;

    TrackedEntityPages(Dhis2BulkClient client, TrackedEntityQuery query) {
        this.client = client;
        this.query = query;
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
        // A server that ignores the page number would be read for ever.
        if (!last && entities.size() > 0 && page.isEmpty()) {
            last = true;
            throw unexpected("page " + number + " is the page before it");
        }
        previous = seen;
    }

    /** A record that slid over from the page before, unchanged, is left out. */
    private void take(JsonNode entity, Set<String> seen) {
        if (!(entity instanceof ObjectNode object)) {
            throw unexpected("a tracked entity that is not an object");
        }
        String key = object.path("trackedEntity").asText()
                + ' '
                + object.path("updatedAt").asText();
        seen.add(key);
        if (key.length() == 1 || !previous.contains(key)) {
            page.add(object);
        }
    }

    private boolean isLast(JsonNode answer, int size) {
        JsonNode pager = answer.get("pager");
        if (pager != null && pager.isObject()) {
            return !pager.hasNonNull("nextPage");
        }
        return size < query.pageSize();
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Dhis2BulkClient.given(parameters, "program", query.program());
        Dhis2BulkClient.given(parameters, "orgUnits", String.join(",", query.orgUnits()));
        Dhis2BulkClient.given(parameters, "orgUnitMode", query.orgUnitMode());
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
