package org.pirogue.flow.object;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.ledger.column.ObjectKind;

/** What DHIS2 would refuse of an organisation unit, whoever receives it, and what a person should look at. */
final class OrgUnitCheck {
    static final String KIND = ObjectKind.ORGANISATION_UNIT.label();
    private static final int LONGEST_NAME = 230;
    private static final int LONGEST_SHORT_NAME = 50;

    private OrgUnitCheck() {}

    /** What keeps a unit from travelling; the first reason. */
    static Optional<Finding> of(String key, String label, Map<String, String> fields) {
        String opened = fields.getOrDefault(OrgUnitFields.OPENING, "");
        String closed = fields.getOrDefault(OrgUnitFields.CLOSED, "");
        for (String field : List.of(OrgUnitFields.NAME, OrgUnitFields.SHORT_NAME, OrgUnitFields.OPENING)) {
            if (!fields.containsKey(field)) {
                return found("P264", key, label, field, "", "the organisation unit has no " + field);
            }
        }
        Optional<Finding> tooLong = tooLong(key, label, fields, OrgUnitFields.NAME, LONGEST_NAME)
                .or(() -> tooLong(key, label, fields, OrgUnitFields.SHORT_NAME, LONGEST_SHORT_NAME));
        if (tooLong.isPresent()) {
            return tooLong;
        }
        return !closed.isEmpty() && closed.compareTo(opened) < 0
                ? found(
                        "P266",
                        key,
                        label,
                        OrgUnitFields.CLOSED,
                        closed,
                        "closed on " + closed + ", before it opened on " + opened)
                : Optional.empty();
    }

    private static Optional<Finding> tooLong(
            String key, String label, Map<String, String> fields, String field, int longest) {
        String value = fields.getOrDefault(field, "");
        return value.length() <= longest
                ? Optional.empty()
                : found("P265", key, label, field, value, field + " is longer than " + longest + " characters");
    }

    private static Optional<Finding> found(
            String code, String key, String label, String field, String value, String text) {
        return Optional.of(
                new Finding(code, ObjectBatch.place(KIND, key, label), new Cell(field, ""), value, "", text));
    }

    /** Closed units with open ones below them, and units without a code: they travel, and are shown. */
    static List<Finding> warnings(List<OrgUnitReader.Placed> hierarchy, String today) {
        Map<String, OrgUnitReader.Placed> byUid =
                hierarchy.stream().collect(Collectors.toMap(OrgUnitReader.Placed::uid, unit -> unit));
        List<Finding> findings = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (OrgUnitReader.Placed unit : hierarchy) {
            OrgUnitReader.Placed parent = byUid.get(unit.parent());
            if (parent != null && isClosed(parent, today) && !isClosed(unit, today) && told.add(parent.uid())) {
                findings.add(warning("P267", parent.label(), "is closed, and units below it are open"));
            }
            if (unit.label().equals(unit.uid())) {
                findings.add(
                        warning("P262", unit.label(), "has no code: only by its uid it can be found at the target"));
            }
        }
        return findings;
    }

    static Finding gone(String label) {
        return warning(
                "P268",
                label,
                "is not among the source's organisation units any more: it stays at the target as it is. Close it there if it is closed");
    }

    private static Finding warning(String code, String label, String text) {
        return new Finding(
                code, null, null, null, "organisationUnits/" + label, "org unit '" + label + "' " + text, true);
    }

    private static boolean isClosed(OrgUnitReader.Placed unit, String today) {
        return !unit.closed().isEmpty() && unit.closed().compareTo(today) <= 0;
    }
}
