package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the cells of reports stand on one server, which makes its option combos itself. */
final class Places {
    /** @param combo empty for the default one */
    record Place(String element, String combo) {}

    private final Names names;
    private final Collection<? extends JsonNode> combos;
    private final Map<Names.Cell, Place> places = new HashMap<>();

    /** @param combos the server's option combos, with their category combo and options */
    Places(Names names, Collection<? extends JsonNode> combos) {
        this.names = names;
        this.combos = combos;
    }

    /** On a server that is asked for its option combos. */
    static Places asked(ServerCalls calls, Names names) {
        List<JsonNode> combos = new ArrayList<>();
        calls.get("categoryOptionCombos?paging=false&fields=id,categoryCombo[id],categoryOptions[id]")
                .path("categoryOptionCombos")
                .forEach(combos::add);
        return new Places(names, combos);
    }

    Place of(Names.Cell cell) {
        return places.computeIfAbsent(cell, this::find);
    }

    private Place find(Names.Cell cell) {
        JsonNode element = names.object("dataElements", cell.element());
        String id = element.path("id").asText();
        if (cell.options().isEmpty()) {
            return new Place(id, "");
        }
        String option = names.id("categoryOptions", cell.options());
        return new Place(id, combo(element.path("categoryCombo").path("id").asText(), option));
    }

    private String combo(String categoryCombo, String option) {
        return combos.stream()
                .filter(combo -> combo.path("categoryCombo").path("id").asText().equals(categoryCombo))
                .filter(combo -> combo.path("categoryOptions").size() == 1
                        && combo.path("categoryOptions")
                                .path(0)
                                .path("id")
                                .asText()
                                .equals(option))
                .map(combo -> combo.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server made no option combo for " + option));
    }
}
