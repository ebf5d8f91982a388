package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/** Cases in the form that {@code POST /api/tracker} takes. */
final class CaseJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Scenario.Cases spec;
    private final CaseIds ids;

    CaseJson(Scenario.Cases spec, CaseIds ids) {
        this.spec = spec;
        this.ids = ids;
    }

    /** A person with one case. */
    ObjectNode person(Case one) {
        ObjectNode person = JSON.objectNode()
                .put("trackedEntity", ids.trackedEntity(one))
                .put("trackedEntityType", ids.trackedEntityType())
                .put("orgUnit", ids.unit(one.enrolledAt()));
        ArrayNode attributes = person.putArray("attributes");
        spec.attributes().forEach((attribute, kind) -> attributes
                .addObject()
                .put("attribute", ids.attribute(attribute))
                .put("value", one.person().attribute(kind)));
        ObjectNode enrollment = enrollment(one);
        enrollment.putArray("events").add(event(one));
        person.putArray("enrollments").add(enrollment);
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

    ObjectNode event(Case one) {
        ObjectNode event = JSON.objectNode()
                .put("event", ids.event(one))
                .put("program", ids.program())
                .put("programStage", ids.stage())
                .put("enrollment", ids.enrollment(one))
                .put("trackedEntity", ids.trackedEntity(one))
                .put("orgUnit", ids.unit(one.seenAt()))
                .put("status", "COMPLETED")
                .put("occurredAt", midnight(one.seenOn()));
        ArrayNode values = event.putArray("dataValues");
        one.values().forEach((element, value) -> values.addObject()
                .put("dataElement", ids.element(element))
                .put("value", value));
        return event;
    }

    private static String midnight(LocalDate day) {
        return day + "T00:00:00.000";
    }
}
