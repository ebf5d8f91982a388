package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Makes the category option combos that are missing. Each server makes its own UIDs for them; only the default ones have
 * DHIS2's well-known ids.
 */
public final class OptionComboMaker {
    public static final String DEFAULT_COMBO = "HllvX50cXC0";
    public static final String DEFAULT_CATEGORY_COMBO = "bjDvmb4bfuf";
    private static final String DEFAULT_CATEGORY = "GLevLNI9wkl";
    private static final String DEFAULT_OPTION = "xYerKDKCefk";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final MetadataStore metadata;
    private final UnaryOperator<String> ids;

    /**
     * @param ids gives this server's id for a name
     */
    public OptionComboMaker(MetadataStore metadata, UnaryOperator<String> ids) {
        this.metadata = metadata;
        this.ids = ids;
    }

    /** Puts the default category, option, combo and option combo. */
    public void putDefaults(String now) {
        put("categoryOptions", DEFAULT_OPTION, now).put("shortName", "default");
        ObjectNode category = put("categories", DEFAULT_CATEGORY, now);
        category.put("shortName", "default")
                .put("dataDimensionType", "DISAGGREGATION")
                .put("dataDimension", false);
        category.putArray("categoryOptions").addObject().put("id", DEFAULT_OPTION);
        ObjectNode combo = put("categoryCombos", DEFAULT_CATEGORY_COMBO, now);
        combo.put("dataDimensionType", "DISAGGREGATION").put("skipTotal", false);
        combo.putArray("categories").addObject().put("id", DEFAULT_CATEGORY);
        ObjectNode optionCombo = put("categoryOptionCombos", DEFAULT_COMBO, now);
        optionCombo.put("ignoreApproval", false).putObject("categoryCombo").put("id", DEFAULT_CATEGORY_COMBO);
        optionCombo.putArray("categoryOptions").addObject().put("id", DEFAULT_OPTION);
    }

    private ObjectNode put(String type, String id, String now) {
        ObjectNode node = JSON.objectNode()
                .put("id", id)
                .put("code", "default")
                .put("name", "default")
                .put("created", now)
                .put("lastUpdated", now);
        node.putArray("translations");
        metadata.put(type, node);
        return node;
    }

    /** Makes one for each combination of a category combo's options that has none; keeps all that are there. */
    public void complete(String now) {
        Map<String, Set<String>> known = new HashMap<>();
        metadata.all("categoryOptionCombos").forEach(combo -> known.computeIfAbsent(
                        combo.path("categoryCombo").path("id").asText(), c -> new TreeSet<>())
                .add(new TreeSet<>(idsOf(combo.path("categoryOptions"))).toString()));
        for (ObjectNode combo : metadata.all("categoryCombos")) {
            String id = combo.path("id").asText();
            Set<String> there = known.getOrDefault(id, Set.of());
            for (List<String> options : combinations(combo)) {
                if (!there.contains(new TreeSet<>(options).toString())) {
                    make(id, options, now);
                }
            }
        }
    }

    /** Removes what this server made for the combination of an option combo that is brought with another id. */
    public void giveWayTo(ObjectNode brought) {
        String categoryCombo = brought.path("categoryCombo").path("id").asText();
        Set<String> options = new TreeSet<>(idsOf(brought.path("categoryOptions")));
        metadata.all("categoryOptionCombos").stream()
                .filter(combo -> combo.path("categoryCombo").path("id").asText().equals(categoryCombo))
                .filter(combo -> new TreeSet<>(idsOf(combo.path("categoryOptions"))).equals(options))
                .forEach(combo ->
                        metadata.remove("categoryOptionCombos", combo.path("id").asText()));
    }

    private List<List<String>> combinations(ObjectNode combo) {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of());
        for (String category : idsOf(combo.path("categories"))) {
            List<String> options = metadata.byId("categories", category)
                    .map(node -> idsOf(node.path("categoryOptions")))
                    .orElse(List.of());
            List<List<String>> longer = new ArrayList<>();
            for (List<String> begun : all) {
                for (String option : options) {
                    List<String> next = new ArrayList<>(begun);
                    next.add(option);
                    longer.add(next);
                }
            }
            all = longer;
        }
        all.removeIf(List::isEmpty);
        return all;
    }

    private void make(String categoryCombo, List<String> options, String now) {
        List<String> names = new ArrayList<>();
        options.forEach(option -> names.add(metadata.byId("categoryOptions", option)
                .map(node -> node.path("name").asText())
                .orElse(option)));
        ObjectNode made = JSON.objectNode()
                .put("id", ids.apply("categoryOptionCombo/" + categoryCombo + "/" + new TreeSet<>(options)))
                .put("name", String.join(", ", names))
                .put("created", now)
                .put("lastUpdated", now)
                .put("ignoreApproval", false);
        made.putArray("translations");
        made.putObject("categoryCombo").put("id", categoryCombo);
        options.forEach(option -> made.withArray("categoryOptions").addObject().put("id", option));
        metadata.put("categoryOptionCombos", made);
    }

    private static List<String> idsOf(JsonNode references) {
        List<String> ids = new ArrayList<>();
        references.forEach(reference -> ids.add(reference.path("id").asText()));
        return ids;
    }
}
