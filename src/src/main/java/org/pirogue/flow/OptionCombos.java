package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;

/**
 * The category option combos of one server, found by their category options: DHIS2 generates them with other UIDs on
 * every server, so their UIDs mean nothing elsewhere.
 */
final class OptionCombos {
    private static final String DEFAULT = "default";

    private final Map<String, String> optionsById = new HashMap<>();
    private final Map<String, Map<String, String>> idsByCombo = new HashMap<>();
    private final Map<String, Set<String>> idsByOptions = new HashMap<>();

    void add(JsonNode combo) {
        List<String> codes = new ArrayList<>();
        for (JsonNode option : combo.path("categoryOptions")) {
            String code = DataSetMetadata.codeOf(option);
            if (!DEFAULT.equals(code) && !DEFAULT.equals(option.path("name").asText())) {
                codes.add(code);
            }
        }
        String id = combo.path("id").asText();
        String options = Cell.sorted(codes);
        optionsById.put(id, options);
        idsByCombo
                .computeIfAbsent(combo.path("categoryCombo").path("id").asText(), none -> new HashMap<>())
                .put(options, id);
        idsByOptions.computeIfAbsent(options, none -> new HashSet<>()).add(id);
    }

    String options(String id) {
        return optionsById.getOrDefault(id, id);
    }

    @Nullable
    String id(String categoryCombo, String options) {
        return idsByCombo.getOrDefault(categoryCombo, Map.of()).get(options);
    }

    @Nullable
    String onlyId(String options) {
        Set<String> ids = idsByOptions.getOrDefault(options, Set.of());
        return ids.size() == 1 ? ids.iterator().next() : null;
    }

    int size(String categoryCombo) {
        return idsByCombo.getOrDefault(categoryCombo, Map.of()).size();
    }
}
