package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.sandbox.instance.Times;

/** Loads what {@code /api/tracker/trackedEntities?fields=*} exported, with the times it carries and without judging it. */
public final class TrackerExport {
    private TrackerExport() {}

    /**
     * Loads an export, whose newest records stand first, into a store.
     *
     * @return how many tracked entities it held
     * @throws IOException when it is not such an export
     */
    public static int load(InputStream export, TrackerStore store) throws IOException {
        JsonNode list = new ObjectMapper().readTree(export).path("trackedEntities");
        for (int i = list.size() - 1; i >= 0; i--) {
            store.load(entity(list.get(i)));
        }
        return list.size();
    }

    private static TrackedEntity entity(JsonNode node) {
        List<Enrollment> enrollments = new ArrayList<>();
        node.path("enrollments").forEach(child -> enrollments.add(enrollment(child)));
        List<TrackedEntity.Owner> owners = new ArrayList<>();
        node.path("programOwners")
                .forEach(owner -> owners.add(new TrackedEntity.Owner(text(owner, "program"), text(owner, "orgUnit"))));
        return new TrackedEntity(
                text(node, "trackedEntity"),
                0,
                text(node, "trackedEntityType"),
                text(node, "orgUnit"),
                node.path("inactive").asBoolean(),
                node.path("potentialDuplicate").asBoolean(),
                stamp(node),
                values(node.path("attributes"), "attribute"),
                List.copyOf(owners),
                List.copyOf(enrollments));
    }

    private static Enrollment enrollment(JsonNode node) {
        List<Event> events = new ArrayList<>();
        for (int i = node.path("events").size() - 1; i >= 0; i--) {
            events.add(event(node.path("events").get(i)));
        }
        return new Enrollment(
                text(node, "enrollment"),
                0,
                text(node, "program"),
                text(node, "orgUnit"),
                text(node, "status"),
                time(node, "enrolledAt"),
                time(node, "occurredAt"),
                time(node, "completedAt"),
                node.path("followUp").asBoolean(),
                stamp(node),
                List.copyOf(events));
    }

    private static Event event(JsonNode node) {
        return new Event(
                text(node, "event"),
                0,
                text(node, "programStage"),
                text(node, "orgUnit"),
                text(node, "status"),
                time(node, "occurredAt"),
                time(node, "scheduledAt"),
                time(node, "completedAt"),
                node.path("followUp").asBoolean(),
                stamp(node),
                values(node.path("dataValues"), "dataElement"));
    }

    private static List<Value> values(JsonNode list, String idField) {
        List<Value> values = new ArrayList<>();
        list.forEach(node -> values.add(new Value(
                text(node, idField), node.path("value").asText(), time(node, "createdAt"), time(node, "updatedAt"))));
        return List.copyOf(values);
    }

    private static Stamp stamp(JsonNode node) {
        return new Stamp(
                time(node, "createdAt"),
                time(node, "updatedAt"),
                time(node, "createdAtClient"),
                time(node, "updatedAtClient"),
                node.path("createdBy").path("username").asText("admin").intern(),
                node.path("updatedBy").path("username").asText("admin").intern(),
                node.path("deleted").asBoolean());
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("").intern();
    }

    private static long time(JsonNode node, String field) {
        String text = node.path(field).asText("");
        if (text.isEmpty()) {
            return Stamp.NEVER;
        }
        return Times.parse(text).map(Instant::toEpochMilli).orElse(Stamp.NEVER);
    }
}
