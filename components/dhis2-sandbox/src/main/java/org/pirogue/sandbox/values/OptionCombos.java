package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.sandbox.metadata.MetadataStore;

/** Category option combos seen as category options by category. */
final class OptionCombos {
    private OptionCombos() {}

    /** Ids of combos by their {@code {category=option, …}} in UIDs. */
    static Map<String, String> byOptions(MetadataStore metadata) {
        Map<String, String> found = new HashMap<>();
        metadata.all("categoryOptionCombos").forEach(combo -> {
            Map<String, String> options = options(metadata, combo);
            found.put(options.toString(), combo.path("id").asText());
        });
        return found;
    }

    /** Category option by category, both as UIDs, sorted. */
    static Map<String, String> options(MetadataStore metadata, JsonNode combo) {
        Set<String> options = new HashSet<>();
        combo.path("categoryOptions")
                .forEach(option -> options.add(option.path("id").asText()));
        Map<String, String> byCategory = new TreeMap<>();
        Optional<? extends JsonNode> categoryCombo = metadata.byId(
                "categoryCombos", combo.path("categoryCombo").path("id").asText());
        categoryCombo.ifPresent(found -> found.path("categories").forEach(reference -> {
            String category = reference.path("id").asText();
            metadata.byId("categories", category)
                    .ifPresent(node -> node.path("categoryOptions").forEach(option -> {
                        String id = option.path("id").asText();
                        if (options.contains(id)) {
                            byCategory.put(category, id);
                        }
                    }));
        }));
        return byCategory;
    }
}
