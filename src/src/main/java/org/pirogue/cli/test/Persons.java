package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.TrackedEntities;
import org.pirogue.camel.dhis2.bulk.TrackedEntityQuery;

/** Cases of a test as tracked entities, and what stands of them at a server. */
final class Persons {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STAGE = "VISIT";

    private Persons() {}

    static List<ObjectRecord> records(List<ObjectNode> cases, List<String> gone) {
        List<ObjectRecord> records = new ArrayList<>();
        CaseLines.now(cases, STAGE).forEach(each -> records.add(record(each)));
        gone.forEach(person -> {
            String uid = "P" + "0".repeat(10 - person.length()) + person;
            records.add(new ObjectRecord(uid, person, 1, null, null));
        });
        return records;
    }

    private static ObjectRecord record(CaseRecord each) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("trackedEntityType", "PERSON");
        fields.put("orgUnit", each.orgUnit());
        each.attributes().forEach((code, value) -> fields.put("attributes/" + code, value));
        String at = "enrollments/" + each.enrollment() + "/";
        fields.put(at + "orgUnit", each.orgUnit());
        fields.put(at + "status", each.status());
        fields.put(at + "enrolledAt", each.enrolledAt());
        fields.put(at + "occurredAt", each.occurredAt());
        each.events().stream().filter(event -> !event.deleted()).forEach(event -> {
            String below = at + "events/" + event.event() + "/";
            fields.put(below + "programStage", event.programStage());
            fields.put(below + "orgUnit", event.orgUnit());
            fields.put(below + "status", event.status());
            fields.put(below + "occurredAt", event.occurredAt());
            event.values().forEach((code, value) -> fields.put(below + "dataValues/" + code, value));
        });
        return new ObjectRecord(each.trackedEntity(), CaseLines.alias(each.trackedEntity()), 1, null, fields);
    }

    /** Without dates and states. */
    static Map<String, Object> line(ObjectRecord record) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("person", CaseLines.alias(record.key()));
        if (record.fields() == null) {
            line.put("deleted", "true");
            return line;
        }
        record.fields().forEach((field, value) -> {
            String[] path = field.split("/");
            String name = path[path.length - 1];
            if (path.length == 1 && name.equals("orgUnit") || path[0].equals("attributes")) {
                line.put(field, value);
            } else if (path.length > 4 && (name.equals("orgUnit") || path[4].equals("dataValues"))) {
                line.put(CaseLines.alias(path[3]) + "/" + name, value);
            }
        });
        return line;
    }

    /** Conflicts are named by part: with the test's names. */
    static String aliased(String text) {
        return text.replaceAll("\\b[PNE]0+([a-z0-9]+)", "$1");
    }

    private static List<ObjectNode> entities(Dhis2BulkClient client, Server server) {
        List<ObjectNode> all = new ArrayList<>();
        try (TrackedEntities found = client.exportTrackedEntities(
                TrackedEntityQuery.of(server.id("programs", "CASES")).build())) {
            found.forEachRemaining(all::add);
        }
        return all;
    }

    static List<Map<String, Object>> events(Dhis2BulkClient client, Server server) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (ObjectNode entity : entities(client, server)) {
            for (JsonNode enrollment : entity.path("enrollments")) {
                for (JsonNode event : enrollment.path("events")) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put(
                            "orgUnit",
                            server.code(
                                    "organisationUnits", event.path("orgUnit").asText()));
                    line.put("period", event.path("occurredAt").asText().substring(0, 10));
                    event.path("dataValues")
                            .forEach(value -> line.put(
                                    server.code(
                                            "dataElements",
                                            value.path("dataElement").asText()),
                                    value.path("value").asText()));
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    static void deleteEvents(Dhis2BulkClient client, Server server) {
        ObjectNode payload = JSON.createObjectNode();
        ArrayNode events = payload.putArray("events");
        entities(client, server).forEach(entity -> entity.path("enrollments")
                .forEach(enrollment -> enrollment.path("events").forEach(event -> events.addObject()
                        .put("event", event.path("event").asText()))));
        client.importTracker(payload, Map.of("importStrategy", "DELETE"));
    }
}
