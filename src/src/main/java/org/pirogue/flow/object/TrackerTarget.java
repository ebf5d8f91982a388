package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.TrackedEntities;
import org.pirogue.camel.dhis2.bulk.TrackedEntityQuery;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.FoundObject;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.workspace.Connections;

/** Finds tracked entities at a target by the uids that Pirogue gave them, with what was deleted there. */
public class TrackerTarget implements ObjectTarget {
    static final String SINK = "dhis2-tracker-sink";
    /** Keeps the address of one request under what servers and proxies take. */
    private static final int PER_CALL = 100;

    private static final String FIELDS =
            "trackedEntity,trackedEntityType,orgUnit,updatedAt,deleted,attributes[attribute,value],"
                    + "enrollments[enrollment,program,orgUnit,status,enrolledAt,occurredAt,deleted,attributes[attribute,value],"
                    + "events[event,programStage,orgUnit,status,occurredAt,scheduledAt,deleted,dataValues[dataElement,value]]]";

    private final Connections connections;

    public TrackerTarget(Connections connections) {
        this.connections = connections;
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.TRACKED_ENTITY;
    }

    /** Read anew for each message: a code that is missing is one that somebody may just have added. */
    TrackerCodes codes(String connection, String program) {
        return TrackerCodes.read(connections.client(connection), connection, program);
    }

    @Override
    public Map<ObjectClaim.ToRead, FoundObject> read(
            Flow flow, String connection, Collection<ObjectClaim.ToRead> objects) {
        TrackerCodes codes = codes(connection, program(flow));
        Map<String, ObjectNode> there = new HashMap<>();
        List<String> uids = objects.stream()
                .map(each -> new TrackerIds(flow.name(), each).entity())
                .toList();
        for (int from = 0; from < uids.size(); from += PER_CALL) {
            read(connection, uids.subList(from, Math.min(from + PER_CALL, uids.size())), there);
        }
        Map<ObjectClaim.ToRead, FoundObject> found = new HashMap<>();
        for (ObjectClaim.ToRead each : objects) {
            TrackerIds ids = new TrackerIds(flow.name(), each);
            found.put(each, found(there.get(ids.entity()), ids, codes));
        }
        return found;
    }

    private static String program(Flow flow) {
        return Stream.concat(flow.deliver().stream(), flow.collect().stream())
                .filter(step -> step.kamelet().equals(SINK))
                .findFirst()
                .orElseThrow(() -> new FlowException("P161", "flow '" + flow.name() + "' has no " + SINK))
                .parameter("program");
    }

    private void read(String connection, List<String> uids, Map<String, ObjectNode> into) {
        TrackedEntityQuery query = TrackedEntityQuery.of("")
                .includeDeleted(true)
                .fields(FIELDS)
                .pageSize(PER_CALL)
                .order("trackedEntity:asc")
                .parameter("trackedEntities", String.join(",", uids))
                .build();
        try (TrackedEntities entities = connections.client(connection).exportTrackedEntities(query)) {
            entities.forEachRemaining(
                    entity -> into.put(entity.path("trackedEntity").asText(), entity));
        }
    }

    private static FoundObject found(@Nullable ObjectNode entity, TrackerIds ids, TrackerCodes codes) {
        if (entity == null) {
            return FoundObject.NOWHERE;
        }
        SortedSet<String> deleted = new TreeSet<>();
        if (entity.path("deleted").asBoolean()) {
            deleted.add("");
            return new FoundObject(null, new java.util.TreeMap<>(), deleted, false, null, at(entity));
        }
        boolean foreign = false;
        for (JsonNode enrollment : entity.path("enrollments")) {
            foreign |= foreign(enrollment, "enrollment", ids, deleted);
            for (JsonNode event : enrollment.path("events")) {
                foreign |= foreign(event, "event", ids, deleted);
            }
        }
        return new FoundObject(
                ids.entity(), TrackerFields.of(entity, codes, ids::key, Set.of()), deleted, foreign, null, at(entity));
    }

    /** @return whether it is somebody else's, and stands */
    private static boolean foreign(JsonNode object, String uidField, TrackerIds ids, SortedSet<String> deleted) {
        String part = ids.part(object.path(uidField).asText());
        boolean gone = object.path("deleted").asBoolean();
        if (part != null && gone) {
            deleted.add(part);
        }
        return part == null && !gone;
    }

    private static @Nullable String at(ObjectNode entity) {
        return entity.path("updatedAt").asText(null);
    }
}
