package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.instance.Uids;

/** Reads an import payload, nested or flat. Fields that DHIS2 does not know are passed over, as it does. */
final class PayloadReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Set<String> EVENT_STATUSES =
            Set.of("ACTIVE", "COMPLETED", "VISITED", "SCHEDULE", "OVERDUE", "SKIPPED");
    private static final Set<String> ENROLLMENT_STATUSES = Set.of("ACTIVE", "COMPLETED", "CANCELLED");

    private final TrackerModel model;
    private final ImportOptions options;
    private final Supplier<String> newUid;
    private final Payload payload = new Payload();

    PayloadReader(TrackerModel model, ImportOptions options, Supplier<String> newUid) {
        this.model = model;
        this.options = options;
        this.newUid = newUid;
    }

    /** Reads one payload. Refuses with 400 what cannot be read, with 501 what this stand-in does not hold. */
    Payload read(InputStream body) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw unreadable(e.getOriginalMessage() + at(e));
        }
        if (!root.path("relationships").isEmpty()) {
            throw Refusal.of(501, "This stand-in does not hold relationships");
        }
        root.path("trackedEntities").forEach(this::entity);
        root.path("enrollments").forEach(node -> enrollment(node, null));
        root.path("events").forEach(node -> event(node, null));
        return payload;
    }

    private static String at(JsonProcessingException e) {
        return e.getOriginalMessage().contains("[Source") || e.getLocation() == null ? "" : "\n at " + e.getLocation();
    }

    private static Refusal unreadable(String what) {
        return Refusal.of(400, "JSON parse error: " + what);
    }

    private void entity(JsonNode node) {
        String uid = uidOrNew(node, "trackedEntity");
        payload.entities()
                .add(new Given.OfEntity(
                        uid,
                        ref(node, "trackedEntityType", "trackedEntityTypes", "idScheme"),
                        orgUnit(node),
                        node.path("inactive").asBoolean(),
                        node.path("potentialDuplicate").asBoolean(),
                        client(node),
                        values(node, "attributes", "attribute", "trackedEntityAttributes", "idScheme")));
        node.path("enrollments").forEach(child -> enrollment(child, uid));
    }

    private void enrollment(JsonNode node, @Nullable String parent) {
        String uid = uidOrNew(node, "enrollment");
        payload.enrollments()
                .add(new Given.OfEnrollment(
                        uid,
                        parent == null ? uid(node, "trackedEntity") : parent,
                        ref(node, "program", "programs", "programIdScheme"),
                        orgUnit(node),
                        status(node, ENROLLMENT_STATUSES, "EnrollmentStatus"),
                        time(node, "enrolledAt"),
                        time(node, "occurredAt"),
                        time(node, "completedAt"),
                        node.path("followUp").asBoolean(),
                        client(node),
                        values(node, "attributes", "attribute", "trackedEntityAttributes", "idScheme")));
        node.path("events").forEach(child -> event(child, uid));
    }

    private void event(JsonNode node, @Nullable String parent) {
        payload.events()
                .add(new Given.OfEvent(
                        uidOrNew(node, "event"),
                        parent == null ? uid(node, "enrollment") : parent,
                        ref(node, "program", "programs", "programIdScheme"),
                        ref(node, "programStage", "programStages", "programStageIdScheme"),
                        orgUnit(node),
                        status(node, EVENT_STATUSES, "EventStatus"),
                        time(node, "occurredAt"),
                        time(node, "scheduledAt"),
                        time(node, "completedAt"),
                        node.path("followUp").asBoolean(),
                        client(node),
                        values(node, "dataValues", "dataElement", "dataElements", "dataElementIdScheme")));
    }

    private Ref orgUnit(JsonNode node) {
        return ref(node, "orgUnit", "organisationUnits", "orgUnitIdScheme");
    }

    private Ref ref(JsonNode node, String field, String type, String schemeParameter) {
        String scheme = options.scheme(schemeParameter);
        JsonNode given = node.path(field);
        if (given.isMissingNode() || given.isNull()) {
            return Ref.none(scheme);
        }
        String identifier = given.asText();
        return new Ref(
                identifier, scheme, model.resolve(type, identifier, scheme).orElse(null));
    }

    private List<Given.GivenValue> values(
            JsonNode node, String list, String idField, String type, String schemeParameter) {
        List<Given.GivenValue> values = new ArrayList<>();
        for (JsonNode value : node.path(list)) {
            JsonNode text = value.path("value");
            values.add(new Given.GivenValue(
                    ref(value, idField, type, schemeParameter),
                    text.isMissingNode() || text.isNull() ? null : shared(text.asText())));
        }
        return values;
    }

    /** Codes repeat by the hundred thousand: one copy of each is enough. */
    private static String shared(String text) {
        return text.length() <= 8 ? text.intern() : text;
    }

    private Given.ClientTimes client(JsonNode node) {
        return new Given.ClientTimes(time(node, "createdAtClient"), time(node, "updatedAtClient"));
    }

    private String uidOrNew(JsonNode node, String field) {
        String given = uid(node, field);
        return given == null ? newUid.get() : given;
    }

    private static @Nullable String uid(JsonNode node, String field) {
        JsonNode given = node.path(field);
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!Uids.isUid(given.asText())) {
            throw unreadable("Cannot construct instance of `org.hisp.dhis.common.UID`, problem: UID must be an"
                    + " alphanumeric string of 11 characters starting with a letter, but was: " + given.asText());
        }
        return given.asText();
    }

    private static @Nullable String status(JsonNode node, Set<String> known, String type) {
        JsonNode given = node.path("status");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!known.contains(given.asText())) {
            throw unreadable("Cannot deserialize value of type `org.hisp.dhis.program." + type + "` from String \""
                    + given.asText() + "\": not one of the values accepted for Enum class: " + known);
        }
        return given.asText().intern();
    }

    private static long time(JsonNode node, String field) {
        JsonNode given = node.path(field);
        if (given.isMissingNode() || given.isNull() || given.asText().isEmpty()) {
            return Stamp.NEVER;
        }
        if (given.isIntegralNumber()) {
            return given.asLong();
        }
        return Times.parse(given.asText())
                .orElseThrow(() -> unreadable("Invalid date format '" + given.asText()
                        + "', only 'yyyy-MM-dd'T'HH:mm:ss.SSS' format end epoch milliseconds are supported."))
                .toEpochMilli();
    }
}
