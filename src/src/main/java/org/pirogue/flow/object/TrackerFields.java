package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.object.TrackerCodes.Kind;

/**
 * A tracked entity with all that hangs on it as fields: {@code attributes/SEX}, {@code enrollments/ID/orgUnit},
 * {@code enrollments/ID/events/ID/dataValues/RESULT}; things of the program by their codes, enrollments and events by the
 * source's uids. What was deleted is left out.
 */
final class TrackerFields {
    static final String ATTRIBUTES = "attributes/";
    static final String ENROLLMENTS = "enrollments/";
    static final String EVENTS = "events/";
    static final String VALUES = "dataValues/";
    static final String ORG_UNIT = "orgUnit";
    static final String TYPE = "trackedEntityType";
    static final String STAGE = "programStage";
    private static final List<String> OF_ENROLLMENT = List.of("status", "enrolledAt", "occurredAt");
    private static final List<String> OF_EVENT = List.of("status", "occurredAt", "scheduledAt");
    private static final String MIDNIGHT = "T00:00:00.000";

    private final TrackerCodes codes;
    /** The source's uid of an enrollment or event; null for one that the flow does not know. */
    private final Function<String, @Nullable String> keys;

    private final Set<String> without;
    private final SortedMap<String, String> fields = new TreeMap<>();

    private TrackerFields(TrackerCodes codes, Function<String, @Nullable String> keys, Set<String> without) {
        this.codes = codes;
        this.keys = keys;
        this.without = without;
    }

    /** @param without codes of attributes that are not carried */
    static SortedMap<String, String> of(
            JsonNode entity, TrackerCodes codes, Function<String, @Nullable String> keys, Set<String> without) {
        TrackerFields all = new TrackerFields(codes, keys, without);
        all.put(TYPE, codes.code(Kind.TYPE, entity.path(TYPE).asText()));
        all.put(ORG_UNIT, codes.code(Kind.ORG_UNIT, entity.path(ORG_UNIT).asText()));
        all.attributes(entity);
        entity.path("enrollments").forEach(all::enrollment);
        return all.fields;
    }

    private void put(String field, String value) {
        if (!value.isBlank()) {
            fields.put(
                    field, value.endsWith(MIDNIGHT) ? value.substring(0, value.length() - MIDNIGHT.length()) : value);
        }
    }

    private void attributes(JsonNode holder) {
        for (JsonNode attribute : holder.path("attributes")) {
            String code = codes.code(Kind.ATTRIBUTE, attribute.path("attribute").asText());
            if (!without.contains(code)) {
                put(ATTRIBUTES + code, attribute.path("value").asText(""));
            }
        }
    }

    private void enrollment(JsonNode enrollment) {
        String key = keys.apply(enrollment.path("enrollment").asText());
        boolean ofProgram = codes.program().equals(enrollment.path("program").asText());
        if (!ofProgram || key == null || enrollment.path("deleted").asBoolean()) {
            return;
        }
        attributes(enrollment);
        String at = ENROLLMENTS + key + "/";
        put(at + ORG_UNIT, codes.code(Kind.ORG_UNIT, enrollment.path(ORG_UNIT).asText()));
        OF_ENROLLMENT.forEach(name -> put(at + name, enrollment.path(name).asText("")));
        enrollment.path("events").forEach(event -> event(at + EVENTS, event));
    }

    private void event(String above, JsonNode event) {
        String key = keys.apply(event.path("event").asText());
        if (key == null || event.path("deleted").asBoolean()) {
            return;
        }
        String at = above + key + "/";
        put(at + STAGE, codes.code(Kind.STAGE, event.path(STAGE).asText()));
        put(at + ORG_UNIT, codes.code(Kind.ORG_UNIT, event.path(ORG_UNIT).asText()));
        OF_EVENT.forEach(name -> put(at + name, event.path(name).asText("")));
        event.path("dataValues")
                .forEach(value -> put(
                        at
                                + VALUES
                                + codes.code(
                                        Kind.ELEMENT, value.path("dataElement").asText()),
                        value.path("value").asText("")));
    }
}
