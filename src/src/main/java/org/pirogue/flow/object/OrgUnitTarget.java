package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.FoundObject;
import org.pirogue.ledger.object.ObjectClaim;

/** Finds organisation units at a target: by the uid that is known, by the code, or by the source's uid. */
public class OrgUnitTarget implements ObjectTarget {
    /** All that the target itself owns: what the flow does not is sent back as it was. */
    private static final String WHOLE = ":owner,id,code,path,lastUpdated,lastUpdatedBy[username],parent[id,code]";

    private final OrgUnitReader reader;

    public OrgUnitTarget(OrgUnitReader reader) {
        this.reader = reader;
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.ORGANISATION_UNIT;
    }

    @Override
    public Map<ObjectClaim.ToRead, FoundObject> read(
            Flow flow, String connection, Collection<ObjectClaim.ToRead> objects) {
        Units units = units(connection, objects, List.of());
        Map<ObjectClaim.ToRead, FoundObject> found = new HashMap<>();
        objects.forEach(each -> found.put(each, found(units.of(each))));
        return found;
    }

    private static FoundObject found(@Nullable ObjectNode unit) {
        return unit == null
                ? FoundObject.NOWHERE
                : new FoundObject(
                        unit.path("id").asText(),
                        OrgUnitFields.all(unit),
                        new TreeSet<>(),
                        false,
                        unit.path("lastUpdatedBy").path("username").asText(null),
                        unit.path("lastUpdated").asText(null));
    }

    /** The units themselves and their parents. @param further uids to be looked at beside them */
    Units units(String connection, Collection<ObjectClaim.ToRead> objects, Collection<String> further) {
        Collection<String> codes = new TreeSet<>();
        Collection<String> ids = new TreeSet<>(further);
        for (ObjectClaim.ToRead each : objects) {
            ids.add(each.key());
            if (each.uid() != null) {
                ids.add(each.uid());
            }
            if (each.wanted() != null) {
                label(each.wanted().get(OrgUnitFields.CODE), codes, ids);
                label(each.wanted().get(OrgUnitFields.PARENT), codes, ids);
            }
        }
        List<ObjectNode> read = new ArrayList<>(reader.byCodes(connection, codes, WHOLE));
        read.addAll(reader.byIds(connection, ids, WHOLE));
        return new Units(read);
    }

    private static void label(@Nullable String label, Collection<String> codes, Collection<String> ids) {
        if (label == null) {
            return;
        }
        codes.add(label);
        if (TargetUids.isUid(label)) {
            ids.add(label);
        }
    }

    /** Units of the target that were read. */
    static final class Units {
        private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
        private final Map<String, ObjectNode> byCode = new HashMap<>();

        Units(List<ObjectNode> read) {
            for (ObjectNode unit : read) {
                byId.put(unit.path("id").asText(), unit);
                if (unit.hasNonNull(OrgUnitFields.CODE)) {
                    byCode.put(unit.path(OrgUnitFields.CODE).asText(), unit);
                }
            }
        }

        @Nullable
        ObjectNode of(ObjectClaim.ToRead object) {
            ObjectNode known = object.uid() == null ? null : byId.get(object.uid());
            if (known != null) {
                return known;
            }
            String code = object.wanted() == null ? null : object.wanted().get(OrgUnitFields.CODE);
            ObjectNode same = code == null ? null : byCode.get(code);
            return same == null ? byId.get(object.key()) : same;
        }

        @Nullable
        ObjectNode byCode(String code) {
            return byCode.get(code);
        }

        @Nullable
        ObjectNode byId(String uid) {
            return byId.get(uid);
        }

        /** A unit by its code, or its uid. */
        @Nullable
        ObjectNode labelled(String label) {
            ObjectNode unit = byCode.get(label);
            return unit == null ? byId.get(label) : unit;
        }
    }
}
