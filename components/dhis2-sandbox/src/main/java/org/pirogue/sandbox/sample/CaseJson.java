package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.pirogue.sandbox.instance.Times;

/** Cases in the form in which {@code /api/tracker} takes and gives them. */
final class CaseJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Scenario.Cases spec;
    private final Names names;
    private final LocalDate open;

    /** @param open enrollments from this day on are still active */
    CaseJson(Scenario.Cases spec, Names names, LocalDate open) {
        this.spec = spec;
        this.names = names;
        this.open = open;
    }

    /** A person with all of its cases, with the times when they were written. */
    ObjectNode person(List<Case> cases) {
        Case first = cases.get(0);
        ObjectNode person = JSON.objectNode()
                .put("trackedEntity", trackedEntity(first))
                .put("trackedEntityType", trackedEntityType())
                .put("orgUnit", names.unit(first.enrolledAt()))
                .put("deleted", false);
        stamp(person, first, Collections.max(cases, Comparator.comparing(Case::updatedAt)));
        ArrayNode attributes = person.putArray("attributes");
        spec.attributes().forEach((attribute, kind) -> {
            String value = first.person().attribute(kind);
            if (!value.isEmpty()) {
                ObjectNode node = attributes
                        .addObject()
                        .put("attribute", names.id("trackedEntityAttributes", attribute))
                        .put("value", value);
                stamp(node, first, first);
            }
        });
        ArrayNode enrollments = person.putArray("enrollments");
        cases.forEach(one -> {
            ObjectNode enrollment = enrollment(one);
            stamp(enrollment, one, one);
            ObjectNode event = event(one);
            stamp(event, one, one);
            event.path("dataValues").forEach(value -> stamp((ObjectNode) value, one, one));
            enrollment.putArray("events").add(event);
            enrollments.add(enrollment);
        });
        return person;
    }

    ObjectNode enrollment(Case one) {
        return JSON.objectNode()
                .put("enrollment", names.made("enrollment/" + one.number()))
                .put("trackedEntity", trackedEntity(one))
                .put("program", names.id("programs", spec.program()))
                .put("status", one.day().isBefore(open) ? "COMPLETED" : "ACTIVE")
                .put("orgUnit", names.unit(one.enrolledAt()))
                .put("enrolledAt", midnight(one.day()))
                .put("occurredAt", midnight(one.day()))
                .put("deleted", false);
    }

    ObjectNode event(Case one) {
        ObjectNode event = JSON.objectNode()
                .put("event", names.made("event/" + one.number()))
                .put("program", names.id("programs", spec.program()))
                .put("programStage", names.id("programStages", spec.stage()))
                .put("enrollment", names.made("enrollment/" + one.number()))
                .put("trackedEntity", trackedEntity(one))
                .put("orgUnit", names.unit(one.seenAt()))
                .put("status", "COMPLETED")
                .put("occurredAt", midnight(one.seenOn()))
                .put("deleted", one.deleted());
        ArrayNode values = event.putArray("dataValues");
        one.values().forEach((element, value) -> values.addObject()
                .put("dataElement", names.id("dataElements", element))
                .put("value", value));
        return event;
    }

    String event(int number) {
        return names.made("event/" + number);
    }

    private String trackedEntity(Case one) {
        return names.made("trackedEntity/" + one.person().number());
    }

    private String trackedEntityType() {
        return names.object("programs", spec.program())
                .path("trackedEntityType")
                .path("id")
                .asText();
    }

    private static void stamp(ObjectNode node, Case created, Case updated) {
        node.put("createdAt", Times.local(created.createdAt()));
        node.put("updatedAt", Times.local(updated.updatedAt()));
    }

    private static String midnight(LocalDate day) {
        return day + "T00:00:00.000";
    }
}
