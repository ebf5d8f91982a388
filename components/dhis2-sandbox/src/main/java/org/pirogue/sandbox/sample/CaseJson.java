package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;

/** Cases in the form that {@code POST /api/tracker} takes. */
final class CaseJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Cases spec;
    private final CaseIds ids;

    CaseJson(Cases spec, CaseIds ids) {
        this.spec = spec;
        this.ids = ids;
    }

    /** A person with one case. */
    ObjectNode person(Case one) {
        ObjectNode person = personAlone(one);
        ObjectNode enrollment = enrollment(one);
        ArrayNode events = enrollment.putArray("events");
        events(one).forEach(events::add);
        person.putArray("enrollments").add(enrollment);
        return person;
    }

    /** A person with what is known of it, without its case. */
    ObjectNode personAlone(Case one) {
        ObjectNode person = JSON.objectNode()
                .put("trackedEntity", ids.trackedEntity(one))
                .put("trackedEntityType", ids.trackedEntityType())
                .put("orgUnit", ids.unit(one.enrolledAt()));
        ArrayNode attributes = person.putArray("attributes");
        CaseValues.attributes(spec, one).forEach((attribute, value) -> attributes
                .addObject()
                .put("attribute", ids.attribute(attribute))
                .put("value", value));
        return person;
    }

    ObjectNode enrollment(Case one) {
        return JSON.objectNode()
                .put("enrollment", ids.enrollment(one))
                .put("trackedEntity", ids.trackedEntity(one))
                .put("program", ids.program())
                .put("status", ids.status(one))
                .put("orgUnit", ids.unit(one.enrolledAt()))
                .put("enrolledAt", midnight(one.day()))
                .put("occurredAt", midnight(one.day()));
    }

    Stream<ObjectNode> events(Case one) {
        return CaseValues.byStage(spec, one).entrySet().stream()
                .map(stage -> event(one, stage.getKey(), stage.getValue()));
    }

    private ObjectNode event(Case one, String stage, Map<String, String> ofStage) {
        ObjectNode event = JSON.objectNode()
                .put("event", ids.event(one, stage))
                .put("program", ids.program())
                .put("programStage", ids.stage(stage))
                .put("enrollment", ids.enrollment(one))
                .put("trackedEntity", ids.trackedEntity(one))
                .put("orgUnit", ids.unit(one.seenAt()))
                .put("status", "COMPLETED")
                .put("occurredAt", midnight(one.seenOn()));
        ArrayNode values = event.putArray("dataValues");
        ofStage.forEach((element, value) ->
                values.addObject().put("dataElement", ids.element(element)).put("value", value));
        return event;
    }

    private static String midnight(LocalDate day) {
        return day + "T00:00:00.000";
    }
}
