package org.pirogue.sandbox.values;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.User;

/**
 * Judges as the source of DHIS2 2.42 reads; it was not seen running. Each bad row is left out and named, the others are
 * imported; membership in data sets is not asked for.
 */
final class RowJudge {
    private final Decoded decoded;
    private final Rules rules;
    private final MetadataStore metadata;
    private final User user;
    private final Names names;
    private final ImportOptions options;
    private final LocalDate today;

    RowJudge(
            Decoded decoded,
            Rules rules,
            MetadataStore metadata,
            User user,
            Names names,
            ImportOptions options,
            LocalDate today) {
        this.decoded = decoded;
        this.rules = rules;
        this.metadata = metadata;
        this.user = user;
        this.names = names;
        this.options = options;
        this.today = today;
    }

    Judgement judge() {
        BitSet rejected = new BitSet();
        List<Conflict> conflicts = new ArrayList<>();
        for (int row = 0; row < decoded.size(); row++) {
            Conflict conflict = conflict(row);
            if (conflict != null) {
                rejected.set(row);
                conflicts.add(conflict);
            }
        }
        return new Judgement(null, rejected, conflicts);
    }

    private @Nullable Conflict conflict(int row) {
        String elementId = names.text(decoded.dataElement()[row]);
        Optional<Rules.Element> element = rules.element(elementId);
        if (element.isEmpty()) {
            return unknown("E7610", "Data element", elementId, "dataElement", "dataElement", row);
        }
        if (!decoded.hasPeriod(row)) {
            String text = decoded.payload().texts.get(decoded.period()[row]);
            return Conflict.row("E7611", "Period not valid: `" + text + "`", text, "period", "period", row);
        }
        String unitId = names.text(decoded.orgUnit()[row]);
        Optional<OrgUnit> unit = metadata.orgUnits().byId(unitId);
        if (unit.isEmpty()) {
            return unknown("E7612", "Organisation unit", unitId, "organisationUnit", "orgUnit", row);
        }
        Conflict combo = comboConflict(row);
        if (combo != null) {
            return combo;
        }
        if (!user.mayCapture(unit.get())) {
            String text =
                    "Organisation unit: `" + unitId + "` not in hierarchy of current user: `" + user.username() + "`";
            return Conflict.row("E7617", text, unitId, "organisationUnit", "orgUnit", row);
        }
        return valueConflict(row, element.get());
    }

    private static Conflict unknown(String code, String what, String id, String kind, String property, int row) {
        return Conflict.row(code, what + " not found or not accessible: `" + id + "`", id, kind, property, row);
    }

    private @Nullable Conflict comboConflict(int row) {
        int combo = decoded.optionCombo()[row];
        if (combo >= 0 && !metadata.has("categoryOptionCombos", names.text(combo))) {
            String id = names.text(combo);
            String text = "Category option combo not found or not accessible for writing data: `" + id + "`";
            return Conflict.row("E7613", text, id, "categoryOptionCombo", "categoryOptionCombo", row);
        }
        int attribute = decoded.attributeCombo()[row];
        if (attribute >= 0 && !metadata.has("categoryOptionCombos", names.text(attribute))) {
            String id = names.text(attribute);
            String text = "Attribute option combo not found or not accessible for writing data: `" + id + "`";
            return Conflict.row("E7615", text, id, "categoryOptionCombo", "attributeOptionCombo", row);
        }
        return null;
    }

    private @Nullable Conflict valueConflict(int row, Rules.Element element) {
        if (options.deletes() || decoded.payload().deleted.getBoolean(row)) {
            return null;
        }
        String value = decoded.payload().valueText(row);
        if (value == null || value.isEmpty()) {
            String text = "Data value or comment not specified for data element: `" + element.id() + "`";
            return Conflict.row("E7618", text, element.id(), "dataElement", "value", row);
        }
        Optional<String> fault = ValueTypes.fault(element.valueType(), value);
        if (fault.isPresent()) {
            String text = "Value must match data element's `" + element.id() + "` type constraints: " + fault.get();
            return Conflict.row("E7619", text, value, "value", "value", row);
        }
        if (element.options() != null && !element.options().contains(value)) {
            String text = "Data value is not a valid option of the data element option set: `" + element.id() + "`";
            return Conflict.row("E7621", text, value, "value", "value", row);
        }
        return untimely(row, element);
    }

    private @Nullable Conflict untimely(int row, Rules.Element element) {
        int open = element.dataSets().stream()
                .flatMap(set -> rules.set(set).stream())
                .mapToInt(Rules.DataSet::openFuturePeriods)
                .max()
                .orElse(0);
        Period period = decoded.periodOf(row);
        if (options.force() || user.isSuper() || period.isOpen(today, open)) {
            return null;
        }
        String text = "Period: `" + period.id() + "` is after latest open future period";
        return Conflict.row("E7641", text, period.id(), "period", "period", row);
    }
}
