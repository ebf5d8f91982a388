package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.MetadataImport;
import org.pirogue.camel.dhis2.bulk.MetadataVerdict;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.object.ObjectReceipt;
import org.pirogue.ledger.value.Outcome;

/** Organisation units of one level on their way to one POST: the target's own objects, with the owned fields set anew. */
public final class OrgUnitPosting extends ObjectPosting {
    private static final String TYPE = "organisationUnits";
    /** What DHIS2 shows and does not take, or makes itself. */
    private static final List<String> DERIVED = List.of(
            "path",
            "level",
            "children",
            "ancestors",
            "leaf",
            "href",
            "access",
            "lastUpdated",
            "lastUpdatedBy",
            "created");

    private final OrgUnitTarget.Units units;
    private final Map<String, ObjectDeliveries.Seen> parents;
    private final Map<String, ObjectClaim.Change> byUid = new LinkedHashMap<>();
    private final List<ObjectNode> payload = new ArrayList<>();

    /** @param parents how the flow's own units stand that are parents of these, by key */
    OrgUnitPosting(
            ObjectDelivery.Claimed claimed, OrgUnitTarget.Units units, Map<String, ObjectDeliveries.Seen> parents) {
        super(claimed);
        this.units = units;
        this.parents = parents;
        changes().forEach(this::add);
    }

    private void add(ObjectClaim.Change change) {
        ObjectNode there = units.of(change.of());
        String label =
                change.of().wanted() == null ? null : change.of().wanted().get(OrgUnitFields.PARENT);
        ObjectNode parent = label == null ? null : parent(change, label);
        if (parent == null && (label != null || there == null)) {
            withoutParent(change, label);
            return;
        }
        String uid = there == null ? freeUid(change) : there.path("id").asText();
        if (parent != null && (parent.path("path").asText() + "/").contains("/" + uid + "/")) {
            refuse(change, "P542", "its new parent '" + label + "' stands below it at the target: move that one first");
            return;
        }
        String code = change.put().get(OrgUnitFields.CODE);
        ObjectNode other = code == null ? null : units.byCode(code);
        if (other != null && !other.path("id").asText().equals(uid)) {
            refuse(change, "P543", "another organisation unit at the target has the code '" + code + "'");
            return;
        }
        byUid.put(uid, change);
        payload.add(payload(change, there, uid, parent));
    }

    private @Nullable ObjectNode parent(ObjectClaim.Change change, String label) {
        ObjectDeliveries.Seen seen = parents.get(String.valueOf(change.of().parent()));
        ObjectNode ours = seen == null || seen.uid() == null ? null : units.byId(seen.uid());
        return ours == null ? units.labelled(label) : ours;
    }

    /** A child whose parent was refused bears its parent's code; one whose parent is on its way waits. */
    private void withoutParent(ObjectClaim.Change change, @Nullable String label) {
        ObjectDeliveries.Seen seen = parents.get(String.valueOf(change.of().parent()));
        if (label == null) {
            refuse(
                    change,
                    "P540",
                    "the highest organisation unit of the branch does not stand at the target: create it there");
        } else if (seen != null && seen.refused() != null) {
            settle(new ObjectReceipt(
                    change,
                    new Outcome.Refused(seen.refused(), "its parent '" + label + "' was refused: " + seen.refused()),
                    java.util.Set.of(),
                    change.of().parent(),
                    "",
                    java.util.Set.of()));
        } else if (seen != null && seen.inFlight()) {
            wait(change, "its parent '" + label + "' is on its way");
        } else {
            refuse(change, "P540", "its parent '" + label + "' does not stand at the target");
        }
    }

    private void refuse(ObjectClaim.Change change, String code, String text) {
        settle(change, new Outcome.Refused(code, text));
    }

    /** The source's own uid, unless something else has it. */
    private String freeUid(ObjectClaim.Change change) {
        String key = change.key();
        return units.byId(key) == null && TargetUids.isUid(key)
                ? key
                : TargetUids.of(
                        flow(), kind().label(), key, change.of().generations().getOrDefault("", 1));
    }

    private static ObjectNode payload(
            ObjectClaim.Change change, @Nullable ObjectNode there, String uid, @Nullable ObjectNode parent) {
        ObjectNode unit = there == null ? JsonNodeFactory.instance.objectNode() : there.deepCopy();
        unit.remove(DERIVED);
        if (unit.path(OrgUnitFields.PARENT).hasNonNull("id")) {
            String now = unit.path(OrgUnitFields.PARENT).path("id").asText();
            unit.putObject(OrgUnitFields.PARENT).put("id", now);
        }
        change.put().forEach((field, value) -> {
            boolean moves = field.equals(OrgUnitFields.PARENT) && parent != null;
            OrgUnitFields.set(unit, field, moves ? parent.path("id").asText() : value);
        });
        unit.remove(change.clear());
        return unit.put("id", uid);
    }

    /** Whether anything is left to send after the refusals that are known beforehand. */
    public boolean isToSend() {
        return !payload.isEmpty();
    }

    /** The body of the POST. */
    public MetadataImport getMetadata() {
        return MetadataImport.of(TYPE, payload);
    }

    void answered(MetadataVerdict verdict) {
        verdict.outcomes().forEach((uid, outcome) -> {
            ObjectClaim.Change change = byUid.get(uid);
            switch (outcome.state()) {
                case ACCEPTED -> settle(named(change, uid), Outcome.ACCEPTED);
                case REFUSED -> settle(change, refused(outcome.refusal()));
                case BLAMED, UNKNOWN -> {
                    // No outcome: in doubt, read back before it is sent again.
                }
            }
        });
    }

    private static ObjectClaim.Change named(ObjectClaim.Change change, String uid) {
        ObjectClaim.ToRead of = change.of();
        ObjectClaim.ToRead named = new ObjectClaim.ToRead(
                of.key(),
                of.label(),
                of.level(),
                of.parent(),
                uid,
                of.generations(),
                of.version(),
                of.wanted(),
                of.known());
        return new ObjectClaim.Change(
                named,
                change.exists(),
                change.put(),
                change.clear(),
                change.delete(),
                change.left(),
                change.doubtful());
    }
}
