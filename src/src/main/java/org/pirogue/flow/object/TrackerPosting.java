package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.camel.dhis2.bulk.Outcome.State;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectReceipt;
import org.pirogue.ledger.value.Outcome;

/**
 * Tracked entities on their way to one import and one deletion. An entity is one object: it is accepted when all of it was; what
 * arrived of a refused one is known all the same.
 */
public final class TrackerPosting extends ObjectPosting {
    private static final String ENTITIES = "trackedEntities";
    private static final Map<String, String> UID_FIELDS =
            Map.of(ENTITIES, "trackedEntity", "enrollments", "enrollment", "events", "event");

    /** A part of one object, sent or deleted. */
    private record Part(ObjectClaim.Change change, String name, boolean deleted) {}

    private final Map<String, TrackerVerdict.TrackerOutcome> outcomes = new HashMap<>();
    private final Map<String, Part> byUid = new LinkedHashMap<>();
    private final Map<String, Set<String>> gone = new HashMap<>();
    private final ObjectNode payload = JsonNodeFactory.instance.objectNode();
    private final ObjectNode deletions = JsonNodeFactory.instance.objectNode();

    TrackerPosting(ObjectDelivery.Claimed claimed, TrackerCodes codes) {
        super(claimed);
        changes().forEach(change -> add(change, codes));
    }

    private void add(ObjectClaim.Change change, TrackerCodes codes) {
        TrackerIds ids = new TrackerIds(flow(), change.of());
        if (change.delete()) {
            delete(change, ENTITIES, "", ids.entity());
            return;
        }
        TrackerPayload object = new TrackerPayload(change, ids, codes);
        ObjectNode entity = object.entity();
        if (object.unknown() != null) {
            settle(
                    change,
                    new Outcome.Refused(
                            object.unknown().startsWith("org unit") ? "P548" : "P547",
                            object.unknown() + " is not of program " + codes.code() + " at the target"));
            return;
        }
        if (object.sentParts().values().stream().anyMatch(byUid::containsKey)) {
            settle(change, new Outcome.Refused("P549", "two objects of this message have the same uid at the target"));
            return;
        }
        object.sentParts().forEach((name, uid) -> byUid.put(uid, new Part(change, name, false)));
        payload.withArray(ENTITIES).add(entity);
        gone.put(change.key(), object.gone());
        object.deletions().forEach((kind, parts) -> parts.forEach(part -> delete(change, kind, part, ids.of(part))));
    }

    private void delete(ObjectClaim.Change change, String kind, String part, String uid) {
        byUid.put(uid, new Part(change, part, true));
        ArrayNode list = deletions.withArray(kind);
        list.addObject().put(UID_FIELDS.get(kind), uid);
    }

    public boolean isToSend() {
        return !payload.isEmpty();
    }

    public boolean isToDelete() {
        return !deletions.isEmpty();
    }

    /** The body of the import. */
    public ObjectNode getPayload() {
        return payload;
    }

    /** The body of the deletion. */
    public ObjectNode getDeletions() {
        return deletions;
    }

    void answered(TrackerVerdict verdict) {
        verdict.objects().forEach(each -> outcomes.put(each.uid(), each));
    }

    /** Both answers are there, as far as anything was sent. */
    void decide() {
        Map<String, Map<Part, TrackerVerdict.TrackerOutcome>> byKey = new LinkedHashMap<>();
        byUid.forEach((uid, part) -> byKey.computeIfAbsent(part.change().key(), none -> new LinkedHashMap<>())
                .put(part, outcomes.get(uid)));
        byKey.values().forEach(this::decide);
    }

    private void decide(Map<Part, TrackerVerdict.TrackerOutcome> parts) {
        ObjectClaim.Change change = parts.keySet().iterator().next().change();
        boolean unknown = parts.values().stream().anyMatch(each -> each == null || each.state() == State.UNKNOWN);
        Optional<Map.Entry<Part, TrackerVerdict.TrackerOutcome>> refused = parts.entrySet().stream()
                .filter(each -> each.getValue() != null && each.getValue().state() == State.REFUSED)
                .findFirst();
        if (refused.isPresent()) {
            settle(refused(change, refused.get(), parts));
        } else if (!unknown && parts.values().stream().allMatch(each -> each.state() == State.ACCEPTED)) {
            settle(new ObjectReceipt(change, Outcome.ACCEPTED, Set.of(), null, "", used(change)));
        }
    }

    /** What was deleted cannot be made again under the same uid. */
    private Set<String> used(ObjectClaim.Change change) {
        return gone.getOrDefault(change.key(), Set.of());
    }

    /** DHIS2's own words repeat what they are about: of a person only the code is kept. */
    private ObjectReceipt refused(
            ObjectClaim.Change change,
            Map.Entry<Part, TrackerVerdict.TrackerOutcome> refused,
            Map<Part, TrackerVerdict.TrackerOutcome> parts) {
        Set<String> arrived = new HashSet<>();
        Set<String> used = new HashSet<>();
        parts.forEach((part, outcome) -> {
            if (outcome != null && outcome.state() == State.ACCEPTED) {
                arrived.addAll(own(change, part));
                if (part.deleted()) {
                    used.add(part.name());
                }
            }
        });
        String code = refused.getValue().refusals().stream()
                .map(each -> String.valueOf(each.code()))
                .findFirst()
                .orElse("P546");
        String what = refused.getKey().name().isEmpty()
                ? "the tracked entity"
                : refused.getKey().name();
        Outcome outcome = new Outcome.Refused(
                code, "the target refused " + what + " (" + refused.getValue().uid() + "): " + code);
        return new ObjectReceipt(
                change, outcome, arrived, null, refused.getKey().name(), used);
    }

    /** Fields of a part itself, without those of its own parts; of a deleted one all. */
    private static Set<String> own(ObjectClaim.Change change, Part part) {
        Set<String> fields = new TreeSet<>(change.put().keySet());
        fields.addAll(change.clear());
        fields.removeIf(field -> !field.startsWith(part.name()) || (!part.deleted() && isBelow(field, part.name())));
        return fields;
    }

    private static boolean isBelow(String field, String part) {
        String rest = field.substring(part.length());
        return rest.startsWith(TrackerFields.ENROLLMENTS) || rest.startsWith(TrackerFields.EVENTS);
    }

    List<String> uids() {
        return List.copyOf(byUid.keySet());
    }
}
