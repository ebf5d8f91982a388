package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.object.TrackerCodes.Kind;
import org.pirogue.ledger.object.ObjectClaim;

/**
 * One tracked entity as DHIS2's tracker import takes it: the entity, and of its enrollments and events those in which something
 * changes, each whole, since DHIS2 judges them whole. What a person or the target keeps is not sent.
 */
final class TrackerPayload {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectClaim.Change change;
    private final TrackerIds ids;
    private final TrackerCodes codes;
    private final SortedMap<String, String> sent = new TreeMap<>();
    private final SortedSet<String> touched = new TreeSet<>();
    private final SortedSet<String> gone = new TreeSet<>();
    private @Nullable String unknown;

    TrackerPayload(ObjectClaim.Change change, TrackerIds ids, TrackerCodes codes) {
        this.change = change;
        this.ids = ids;
        this.codes = codes;
        if (change.of().wanted() != null) {
            sent.putAll(change.of().wanted());
        }
        sent.keySet().removeAll(change.left());
        change.put().keySet().forEach(this::touch);
        change.clear().forEach(this::touch);
        ids.byPart().keySet().stream().filter(this::isGone).forEach(gone::add);
    }

    private void touch(String field) {
        ids.byPart().keySet().stream().filter(field::startsWith).forEach(touched::add);
    }

    /** Everything of the part is to be emptied: it is deleted. */
    private boolean isGone(String part) {
        return sent.keySet().stream().noneMatch(field -> field.startsWith(part))
                && change.clear().stream().anyMatch(field -> field.startsWith(part));
    }

    /** What the target's program does not have; null where all is there. */
    @Nullable
    String unknown() {
        return unknown;
    }

    /** Uids of the parts that are sent, by part; the whole is the empty name. */
    Map<String, String> sentParts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("", ids.entity());
        touched.stream().filter(part -> !gone.contains(part)).forEach(part -> parts.put(part, ids.of(part)));
        return parts;
    }

    /** Parts to be deleted, by their kind as the tracker import names it; what hangs on a deleted one goes with it. */
    Map<String, List<String>> deletions() {
        Map<String, List<String>> deletions = new LinkedHashMap<>();
        for (String part : gone) {
            boolean below = gone.stream().anyMatch(other -> !other.equals(part) && part.startsWith(other));
            if (!below) {
                deletions
                        .computeIfAbsent(
                                part.contains(TrackerFields.EVENTS) ? "events" : "enrollments", k -> new ArrayList<>())
                        .add(part);
            }
        }
        return deletions;
    }

    SortedSet<String> gone() {
        return gone;
    }

    ObjectNode entity() {
        ObjectNode entity = JSON.objectNode().put("trackedEntity", ids.entity());
        entity.put(TrackerFields.TYPE, uid(Kind.TYPE, sent.get(TrackerFields.TYPE)));
        entity.put(TrackerFields.ORG_UNIT, uid(Kind.ORG_UNIT, sent.get(TrackerFields.ORG_UNIT)));
        values(entity, "", TrackerFields.ATTRIBUTES, "attribute", Kind.ATTRIBUTE);
        ArrayNode enrollments = JSON.arrayNode();
        parts(false).forEach(part -> enrollments.add(enrollment(part)));
        if (!enrollments.isEmpty()) {
            entity.set("enrollments", enrollments);
        }
        return entity;
    }

    private List<String> parts(boolean events) {
        return touched.stream()
                .filter(part -> !gone.contains(part) && part.contains(TrackerFields.EVENTS) == events)
                .toList();
    }

    private ObjectNode enrollment(String part) {
        ObjectNode enrollment =
                JSON.objectNode().put("enrollment", ids.of(part)).put("program", codes.program());
        fields(enrollment, part, List.of("status", "enrolledAt", "occurredAt"));
        ArrayNode events = JSON.arrayNode();
        parts(true).stream().filter(event -> event.startsWith(part)).forEach(event -> events.add(event(event)));
        if (!events.isEmpty()) {
            enrollment.set("events", events);
        }
        return enrollment;
    }

    private ObjectNode event(String part) {
        ObjectNode event = JSON.objectNode().put("event", ids.of(part)).put("program", codes.program());
        event.put(TrackerFields.STAGE, uid(Kind.STAGE, sent.get(part + TrackerFields.STAGE)));
        fields(event, part, List.of("status", "occurredAt", "scheduledAt"));
        values(event, part, TrackerFields.VALUES, "dataElement", Kind.ELEMENT);
        return event;
    }

    private void fields(ObjectNode object, String part, List<String> names) {
        object.put(TrackerFields.ORG_UNIT, uid(Kind.ORG_UNIT, sent.get(part + TrackerFields.ORG_UNIT)));
        for (String name : names) {
            String value = sent.get(part + name);
            if (value != null) {
                object.put(name, value);
            }
        }
    }

    /** All that is wanted, and an empty value for what is to go: DHIS2 leaves alone what it is not told. */
    private void values(ObjectNode object, String part, String below, String field, Kind kind) {
        ArrayNode values = JSON.arrayNode();
        String at = part + below;
        sent.forEach((name, value) -> {
            if (name.startsWith(at)) {
                values.addObject()
                        .put(field, uid(kind, name.substring(at.length())))
                        .put("value", value);
            }
        });
        change.clear().stream().filter(name -> name.startsWith(at)).forEach(name -> values.addObject()
                .put(field, uid(kind, name.substring(at.length())))
                .putNull("value"));
        if (!values.isEmpty()) {
            object.set(below.substring(0, below.length() - 1), values);
        }
    }

    private @Nullable String uid(Kind kind, @Nullable String code) {
        String uid = code == null ? null : codes.uid(kind, code);
        if (uid == null && unknown == null && code != null) {
            unknown = kind == Kind.ORG_UNIT
                    ? "org unit '" + code + "'"
                    : kind.name().toLowerCase(java.util.Locale.ROOT) + " '" + code + "'";
        }
        return uid;
    }
}
