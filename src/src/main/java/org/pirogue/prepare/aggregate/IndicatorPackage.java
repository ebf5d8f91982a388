package org.pirogue.prepare.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of metadata as DHIS2 exports them, looked up by UID and code. */
final class IndicatorPackage {
    /** A code with other signs cannot stand between braces: its UID does. */
    private static final Pattern PLAIN = Pattern.compile("[^{}.\\s]+");

    private static final List<String> CODED =
            List.of("programStages", "dataElements", "trackedEntityAttributes", "categoryOptions");

    private final List<JsonNode> files;
    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> optionsOfCombo = new HashMap<>();

    IndicatorPackage(List<JsonNode> files) {
        this.files = List.copyOf(files);
        for (JsonNode file : files) {
            CODED.forEach(type -> file.path(type).forEach(this::addCode));
        }
        for (JsonNode file : files) {
            file.path("categoryOptionCombos").forEach(this::addCombo);
        }
    }

    private void addCode(JsonNode object) {
        String code = object.path("code").asText("");
        if (PLAIN.matcher(code).matches()) {
            codes.put(object.path("id").asText(), code);
        }
    }

    /** Standard packages carry an option combo twice, once without a code. */
    private void addCombo(JsonNode combo) {
        List<String> options = new ArrayList<>();
        combo.path("categoryOptions")
                .forEach(option -> options.add(code(option.path("id").asText())));
        String all = String.join(";", options);
        optionsOfCombo.put(combo.path("id").asText(), all);
        if (combo.hasNonNull("code")) {
            optionsOfCombo.put(combo.path("code").asText(), all);
        }
    }

    List<JsonNode> indicators() {
        List<JsonNode> indicators = new ArrayList<>();
        files.forEach(file -> file.path("programIndicators").forEach(indicators::add));
        return indicators;
    }

    /** The UID itself where there is no code for it. */
    String code(String uid) {
        return codes.getOrDefault(uid, uid);
    }

    /** Codes of the options of a combo, joined by semicolons. @param combo its code or UID */
    Optional<String> options(String combo) {
        return Optional.ofNullable(optionsOfCombo.get(combo));
    }

    /** By what the exchange that sends an indicator names its data element; empty where none does. */
    String scheme(String indicator) {
        for (JsonNode file : files) {
            for (JsonNode exchange : file.path("aggregateDataExchanges")) {
                for (JsonNode request : exchange.path("source").path("requests")) {
                    for (JsonNode item : request.path("dx")) {
                        if (item.asText().equals(indicator)) {
                            return request.path("outputIdScheme").asText("");
                        }
                    }
                }
            }
        }
        return "";
    }
}
