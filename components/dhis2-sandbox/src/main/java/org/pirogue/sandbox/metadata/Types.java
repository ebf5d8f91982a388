package org.pirogue.sandbox.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Metadata types: their classes in DHIS2, and the properties that refer to them. */
public final class Types {
    /** Java package of each type that is served, below {@code org.hisp.dhis}. */
    private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

    private static final Map<String, String> REFERENCES = new LinkedHashMap<>();

    static {
        in("organisationunit", "organisationUnits", "organisationUnitGroups", "organisationUnitGroupSets");
        in("organisationunit", "organisationUnitLevels");
        in("dataelement", "dataElements", "dataElementGroups", "dataElementGroupSets");
        in("dataset", "dataSets", "sections");
        in("category", "categories", "categoryOptions", "categoryCombos", "categoryOptionCombos");
        in("category", "categoryOptionGroups", "categoryOptionGroupSets");
        in("program", "programs", "programStages", "programIndicators", "programRules", "programRuleVariables");
        in("trackedentity", "trackedEntityAttributes", "trackedEntityTypes", "trackedEntityAttributeGroups");
        in("option", "optionSets", "options", "optionGroups");
        in("indicator", "indicators", "indicatorTypes", "indicatorGroups");
        in("validation", "validationRules", "validationRuleGroups");
        in("relationship", "relationshipTypes");
        in("attribute", "attributes");
        in("user", "users", "userRoles", "userGroups");
        PACKAGES.keySet().forEach(type -> {
            REFERENCES.put(type, type);
            REFERENCES.put(singular(type), type);
        });
        REFERENCES.put("parent", "organisationUnits");
        REFERENCES.put("ancestors", "organisationUnits");
        REFERENCES.put("children", "organisationUnits");
        REFERENCES.put("organisationUnit", "organisationUnits");
        REFERENCES.put("dataViewOrganisationUnits", "organisationUnits");
        REFERENCES.put("teiSearchOrganisationUnits", "organisationUnits");
        REFERENCES.put("createdBy", "users");
        REFERENCES.put("lastUpdatedBy", "users");
        REFERENCES.put("optionSets", "optionSets");
        REFERENCES.put("commentOptionSet", "optionSets");
        REFERENCES.put("groups", "");
    }

    private Types() {}

    private static void in(String name, String... types) {
        for (String type : types) {
            PACKAGES.put(type, name);
        }
    }

    public static Set<String> all() {
        return PACKAGES.keySet();
    }

    public static boolean isServed(String type) {
        return PACKAGES.containsKey(type);
    }

    /** {@code dataElement} for {@code dataElements}. */
    public static String singular(String type) {
        return type.endsWith("ies") ? type.substring(0, type.length() - 3) + "y" : type.substring(0, type.length() - 1);
    }

    /** {@code DataElement} for {@code dataElements}. */
    public static String simpleClass(String type) {
        String singular = singular(type);
        return singular.substring(0, 1).toUpperCase(Locale.ROOT) + singular.substring(1);
    }

    /** {@code org.hisp.dhis.dataelement.DataElement} for {@code dataElements}. */
    public static String fullClass(String type) {
        return "org.hisp.dhis." + PACKAGES.getOrDefault(type, "common") + "." + simpleClass(type);
    }

    /** The type that a property's value refers to. */
    public static Optional<String> referredBy(String property) {
        @Nullable String type = REFERENCES.get(property);
        return type == null || type.isEmpty() ? Optional.empty() : Optional.of(type);
    }

    /** Properties without which an object of this type is refused. */
    public static List<String> required(String type) {
        return switch (type) {
            case "organisationUnits" -> List.of("name", "shortName", "openingDate");
            case "dataElements" -> List.of("name", "shortName", "valueType", "domainType", "aggregationType");
            case "dataSets" -> List.of("name", "shortName", "periodType");
            case "categoryOptions", "trackedEntityTypes" -> List.of("name", "shortName");
            case "categories" -> List.of("name", "shortName", "dataDimensionType");
            case "categoryCombos" -> List.of("name", "dataDimensionType");
            case "programs" -> List.of("name", "shortName", "programType");
            case "trackedEntityAttributes" -> List.of("name", "shortName", "valueType", "aggregationType");
            case "users", "categoryOptionCombos" -> List.of();
            default -> List.of("name");
        };
    }
}
