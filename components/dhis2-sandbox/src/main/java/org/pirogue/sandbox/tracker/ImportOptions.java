package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;

/**
 * How an import is asked for.
 *
 * @param schemes identifier scheme ({@code UID}, {@code CODE}, {@code NAME}) by parameter, such as
 *     {@code orgUnitIdScheme}
 */
record ImportOptions(
        boolean async,
        Strategy strategy,
        AtomicMode atomicMode,
        ImportMode importMode,
        ReportMode reportMode,
        Map<String, String> schemes) {
    enum Strategy {
        CREATE,
        UPDATE,
        CREATE_AND_UPDATE,
        DELETE
    }

    enum AtomicMode {
        ALL,
        OBJECT
    }

    enum ImportMode {
        COMMIT,
        VALIDATE
    }

    enum ReportMode {
        FULL,
        ERRORS,
        WARNINGS
    }

    static final List<String> SCHEMES = List.of(
            "idScheme",
            "dataElementIdScheme",
            "orgUnitIdScheme",
            "programIdScheme",
            "programStageIdScheme",
            "categoryOptionComboIdScheme",
            "categoryOptionIdScheme");

    /** Reads a query's parameters; refuses with 400 what DHIS2 refuses. */
    static ImportOptions of(Function<String, @Nullable String> query) {
        String async = query.apply("async");
        return new ImportOptions(
                async == null || Boolean.parseBoolean(async),
                read("importStrategy", query, Strategy.values(), Strategy.CREATE_AND_UPDATE),
                read("atomicMode", query, AtomicMode.values(), AtomicMode.ALL),
                read("importMode", query, ImportMode.values(), ImportMode.COMMIT),
                read("reportMode", query, ReportMode.values(), ReportMode.ERRORS),
                schemes(query));
    }

    String scheme(String parameter) {
        return schemes.getOrDefault(parameter, "UID");
    }

    boolean deletes() {
        return strategy == Strategy.DELETE;
    }

    static Map<String, String> schemes(Function<String, @Nullable String> query) {
        Map<String, String> schemes = new LinkedHashMap<>();
        String general = query.apply("idScheme");
        for (String parameter : SCHEMES) {
            String own = query.apply(parameter);
            schemes.put(
                    parameter,
                    own != null ? scheme(parameter, own) : general != null ? scheme("idScheme", general) : "UID");
        }
        return schemes;
    }

    private static String scheme(String parameter, String text) {
        if (List.of("UID", "CODE", "NAME").contains(text.toUpperCase(java.util.Locale.ROOT))) {
            return text.toUpperCase(java.util.Locale.ROOT);
        }
        throw Refusal.of(
                400,
                "Value '" + text + "' is not valid for parameter " + parameter
                        + ". Valid values are: [UID, CODE, NAME, ATTRIBUTE]");
    }

    private static <E extends Enum<E>> E read(
            String parameter, Function<String, @Nullable String> query, E[] values, E otherwise) {
        String text = query.apply(parameter);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        400,
                        "Value '" + text + "' is not valid for parameter " + parameter + ". Valid values are: "
                                + Arrays.toString(values)));
    }

    /** As the first progress message of an import shows it. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("importMode", importMode.name());
        ObjectNode ids = json.putObject("idSchemes");
        SCHEMES.forEach(parameter ->
                ids.putObject(parameter).put("idScheme", scheme(parameter)).putNull("attributeUid"));
        json.put("importStrategy", strategy.name())
                .put("atomicMode", atomicMode.name())
                .put("flushMode", "AUTO")
                .put("validationMode", "FULL")
                .put("skipPatternValidation", false)
                .put("skipSideEffects", false)
                .put("skipRuleEngine", false)
                .putNull("filename");
        return json.put("reportMode", reportMode.name());
    }
}
