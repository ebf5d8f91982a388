package org.pirogue.sandbox.tracker;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.OrgUnits;
import org.pirogue.sandbox.metadata.User;

/**
 * Which organisation units a read is about.
 *
 * @param units null for all
 */
record OrgScope(@Nullable Set<String> units) {
    private static final OrgScope ALL = new OrgScope(null);
    private static final String EVERYWHERE = "F_TRACKED_ENTITY_INSTANCE_SEARCH_IN_ALL_ORGUNITS";

    private enum Mode {
        SELECTED,
        CHILDREN,
        DESCENDANTS,
        ACCESSIBLE,
        CAPTURE,
        ALL
    }

    static OrgScope of(Params params, User user, OrgUnits tree) {
        Set<String> asked = params.uids("orgUnit", "orgUnits");
        Mode mode = params.text("orgUnitMode")
                .or(() -> params.text("ouMode"))
                .map(OrgScope::mode)
                .orElse(asked.isEmpty() ? Mode.ACCESSIBLE : Mode.SELECTED);
        boolean needsUnits = mode == Mode.SELECTED || mode == Mode.CHILDREN || mode == Mode.DESCENDANTS;
        if (needsUnits && asked.isEmpty()) {
            throw Refusal.of(400, "E1003", "At least one org unit is required for orgUnitMode: " + mode);
        }
        if (!needsUnits && !asked.isEmpty()) {
            throw Refusal.of(400, "E1003", "orgUnitMode " + mode + " cannot be used with orgUnits");
        }
        asked.forEach(unit -> allowed(unit, user, tree));
        return switch (mode) {
            case SELECTED -> new OrgScope(asked);
            case CHILDREN ->
                new OrgScope(ids(asked.stream()
                        .flatMap(unit -> Stream.concat(tree.byId(unit).stream(), tree.children(unit).stream()))));
            case DESCENDANTS -> below(asked, tree);
            case ACCESSIBLE, CAPTURE -> user.isSuper() ? ALL : below(user.orgUnits(), tree);
            case ALL -> everywhere(user);
        };
    }

    private static Mode mode(String text) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        400,
                        "Value '" + text + "' is not valid for parameter orgUnitMode. Valid values are: "
                                + Arrays.toString(Mode.values())));
    }

    private static void allowed(String unit, User user, OrgUnits tree) {
        OrgUnit found = tree.byId(unit)
                .orElseThrow(
                        () -> Refusal.of(400, "E1003", "Organisation unit is specified but does not exist: " + unit));
        if (!user.isSuper() && !user.mayCapture(found)) {
            throw Refusal.of(403, "E1006", "Organisation unit is not part of your search scope: " + unit);
        }
    }

    private static OrgScope everywhere(User user) {
        if (!user.has(EVERYWHERE)) {
            throw Refusal.of(403, "E1006", "User is not authorized to query across all organisation units");
        }
        return ALL;
    }

    private static OrgScope below(Set<String> units, OrgUnits tree) {
        // All below the only root is all: no list to look through, row by row.
        boolean whole = tree.roots().stream().allMatch(root -> units.contains(root.id()));
        return whole ? ALL : new OrgScope(ids(units.stream().flatMap(unit -> tree.subtree(unit).stream())));
    }

    private static Set<String> ids(Stream<OrgUnit> found) {
        Set<String> ids = new HashSet<>();
        found.forEach(unit -> ids.add(unit.id()));
        return ids;
    }

    boolean holds(String orgUnit) {
        return units == null || units.contains(orgUnit);
    }
}
