package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.values.DataValues;

/** Puts values into a server, in bulk and unjudged, in the server's own UIDs. */
final class ReportLoad implements ReportMaker.Values {
    /** @param combo empty for the default one */
    private record Place(String element, String combo) {}

    private final MetadataStore metadata;
    private final DataValues store;
    private final Names names;
    private final String user;
    private final Map<Names.Cell, Place> places = new HashMap<>();

    ReportLoad(MetadataStore metadata, DataValues store, Names names, String user) {
        this.metadata = metadata;
        this.store = store;
        this.names = names;
        this.user = user;
    }

    @Override
    public void take(Unit unit, String period, Names.Cell cell, int value, Instant at) {
        Place place = places.computeIfAbsent(cell, this::place);
        String text = Integer.toString(value);
        store.put(place.element(), period, names.unit(unit), place.combo(), "", text, user, at);
    }

    private Place place(Names.Cell cell) {
        JsonNode element = names.object("dataElements", cell.element());
        String id = element.path("id").asText();
        if (cell.options().isEmpty()) {
            return new Place(id, "");
        }
        String option = names.id("categoryOptions", cell.options());
        return new Place(id, combo(element.path("categoryCombo").path("id").asText(), option));
    }

    /** Servers generate option combos: only the server itself knows their UIDs. */
    private String combo(String categoryCombo, String option) {
        return metadata.all("categoryOptionCombos").stream()
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
