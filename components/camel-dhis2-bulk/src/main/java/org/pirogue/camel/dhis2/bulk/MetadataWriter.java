package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes metadata objects until each is accepted or refused by itself: DHIS2 writes all or none, so the culprits that it names
 * are taken out and the innocents sent again; where it names none, halves are tried.
 */
final class MetadataWriter {
    private final Dhis2BulkClient client;
    private final MetadataImport objects;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Deque<List<ObjectNode>> batches = new ArrayDeque<>();
    private @Nullable Dhis2Exception stopped;

    MetadataWriter(Dhis2BulkClient client, MetadataImport objects) {
        this.client = client;
        this.objects = objects;
        objects.objects().forEach(object -> outcomes.put(id(object), Outcome.BLAMED));
    }

    /** @throws Dhis2Exception if nothing at all was decided */
    MetadataVerdict write() {
        if (!objects.objects().isEmpty()) {
            batches.push(objects.objects());
        }
        while (!batches.isEmpty() && stopped == null) {
            write(batches.pop());
        }
        boolean undecided = outcomes.values().stream().allMatch(outcome -> outcome.state() == Outcome.State.BLAMED);
        if (stopped != null && undecided) {
            throw stopped;
        }
        return new MetadataVerdict(outcomes, stopped);
    }

    private void write(List<ObjectNode> batch) {
        try {
            outcomes.putAll(client.importMetadata(objects.with(batch)).outcomes());
        } catch (Dhis2Exception e) {
            if (e.kind() == Dhis2Exception.Kind.OUTCOME_UNKNOWN) {
                batch.forEach(object -> outcomes.put(id(object), Outcome.UNKNOWN));
            }
            stopped = e;
            return;
        }
        List<ObjectNode> innocent = batch.stream()
                .filter(object -> outcomes.get(id(object)).state() == Outcome.State.BLAMED)
                .toList();
        if (innocent.size() < batch.size()) {
            push(innocent);
        } else {
            halve(batch);
        }
    }

    private void halve(List<ObjectNode> batch) {
        if (batch.size() == 1) {
            String id = id(batch.get(0));
            outcomes.put(id, Outcome.refused(new Refusal(null, "", List.of())));
            return;
        }
        int half = batch.size() / 2;
        push(batch.subList(half, batch.size()));
        push(batch.subList(0, half));
    }

    private void push(List<ObjectNode> batch) {
        if (!batch.isEmpty()) {
            batches.push(batch);
        }
    }

    private static String id(ObjectNode object) {
        return object.path("id").asText();
    }
}
