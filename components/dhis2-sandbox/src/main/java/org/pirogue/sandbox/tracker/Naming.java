package org.pirogue.sandbox.tracker;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes metadata references in the identifier schemes that a read asks for. */
final class Naming {
    private final TrackerModel model;
    private final Map<String, String> schemes;
    private final boolean plain;

    Naming(TrackerModel model, Map<String, String> schemes) {
        this.model = model;
        this.schemes = schemes;
        this.plain = schemes.values().stream().allMatch("UID"::equals);
    }

    /** What has no identifier in the scheme asked for, as {@code ProgramStage[CODE]=Qz84av7ojIj}. */
    List<String> missing(List<Row> rows) {
        Set<String> missing = new LinkedHashSet<>();
        if (!plain) {
            rows.forEach(row -> missing(row, missing));
        }
        return List.copyOf(missing);
    }

    private void missing(Row row, Set<String> missing) {
        if (row instanceof Row.OfEvent of) {
            need(missing, "Program", "programs", of.enrollment().program(), "programIdScheme");
            need(missing, "ProgramStage", "programStages", of.event().programStage(), "programStageIdScheme");
            need(missing, "OrganisationUnit", "organisationUnits", of.event().orgUnit(), "orgUnitIdScheme");
            of.event()
                    .dataValues()
                    .forEach(value -> need(missing, "DataElement", "dataElements", value.id(), "dataElementIdScheme"));
        }
    }

    private void need(Set<String> missing, String title, String type, String id, String parameter) {
        String scheme = schemes.getOrDefault(parameter, "UID");
        if (model.identifier(type, id, scheme).isEmpty()) {
            missing.add(title + "[" + scheme + "]=" + id);
        }
    }

    String orgUnit(String id) {
        return name("organisationUnits", id, "orgUnitIdScheme");
    }

    String program(String id) {
        return name("programs", id, "programIdScheme");
    }

    String stage(String id) {
        return name("programStages", id, "programStageIdScheme");
    }

    String dataElement(String id) {
        return name("dataElements", id, "dataElementIdScheme");
    }

    String attribute(String id) {
        return name("trackedEntityAttributes", id, "idScheme");
    }

    String optionCombo(String id) {
        return name("categoryOptionCombos", id, "categoryOptionComboIdScheme");
    }

    String option(String id) {
        return name("categoryOptions", id, "categoryOptionIdScheme");
    }

    private String name(String type, String id, String parameter) {
        return plain
                ? id
                : model.identifier(type, id, schemes.getOrDefault(parameter, "UID"))
                        .orElse(id);
    }
}
