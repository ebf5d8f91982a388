package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;

/** Turns a tracked entity as DHIS2 writes it into case records, one for each enrollment in the program, in codes. */
public final class CaseReader {
    private static final int ISO_DATE = 10;

    private final ProgramMetadata program;

    public CaseReader(ProgramMetadata program) {
        this.program = program;
    }

    public List<CaseRecord> read(JsonNode trackedEntity) {
        List<CaseRecord> cases = new ArrayList<>();
        for (JsonNode enrollment : trackedEntity.path("enrollments")) {
            if (program.id().equals(enrollment.path("program").asText())) {
                cases.add(read(trackedEntity, enrollment));
            }
        }
        return cases;
    }

    private CaseRecord read(JsonNode person, JsonNode enrollment) {
        Map<String, String> attributes = new HashMap<>();
        person.path("attributes").forEach(each -> put(attributes, each, "attribute"));
        enrollment.path("attributes").forEach(each -> put(attributes, each, "attribute"));
        List<CaseRecord.Event> events = new ArrayList<>();
        enrollment.path("events").forEach(each -> events.add(event(each)));
        return new CaseRecord(
                person.path("trackedEntity").asText(),
                enrollment.path("enrollment").asText(),
                orgUnit(enrollment),
                date(enrollment, "enrolledAt"),
                date(enrollment, "occurredAt"),
                enrollment.path("status").asText("ACTIVE"),
                person.path("deleted").asBoolean() || enrollment.path("deleted").asBoolean(),
                attributes,
                events);
    }

    private CaseRecord.Event event(JsonNode event) {
        Map<String, String> values = new HashMap<>();
        event.path("dataValues").forEach(each -> put(values, each, "dataElement"));
        return new CaseRecord.Event(
                event.path("event").asText(),
                program.code(event.path("programStage").asText()),
                orgUnit(event),
                event.path("status").asText("ACTIVE"),
                date(event, "occurredAt"),
                date(event, "scheduledAt"),
                event.path("deleted").asBoolean(),
                values);
    }

    private void put(Map<String, String> values, JsonNode each, String name) {
        if (each.hasNonNull("value")) {
            values.put(
                    program.code(each.path(name).asText()), each.path("value").asText());
        }
    }

    private String orgUnit(JsonNode object) {
        String uid = object.path("orgUnit").asText();
        String code = program.orgUnit(uid);
        return code == null ? uid : code;
    }

    private static @Nullable String date(JsonNode object, String name) {
        String text = object.path(name).asText("");
        return text.length() < ISO_DATE ? null : text.substring(0, ISO_DATE);
    }
}
