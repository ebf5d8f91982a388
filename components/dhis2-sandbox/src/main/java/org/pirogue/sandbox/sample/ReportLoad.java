package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.pirogue.sandbox.Sandbox;

/** Puts values into a server, in bulk and unjudged, in the server's own UIDs. */
final class ReportLoad implements ReportMaker.Values {
    /** The option combo without options has this UID on every DHIS2. */
    private static final String DEFAULT_COMBO = "HllvX50cXC0";

    private record Place(String element, String combo) {}

    private final Sandbox server;
    private final Names names;
    private final String user;
    private final Map<Names.Cell, Place> places = new HashMap<>();

    ReportLoad(Sandbox server, Names names, String user) {
        this.server = server;
        this.names = names;
        this.user = user;
    }

    @Override
    public void take(Unit unit, String period, Names.Cell cell, int value, Instant created, Instant updated) {
        Place place = places.computeIfAbsent(cell, this::place);
    }

    private Place place(Names.Cell cell) {
        JsonNode element = names.object("dataElements", cell.element());
        String id = element.path("id").asText();
        if (cell.options().isEmpty()) {
            return new Place(id, DEFAULT_COMBO);
        }
        String option = names.id("categoryOptions", cell.options());
        return new Place(id, combo(element.path("categoryCombo").path("id").asText(), option));
    }

    /** Servers generate option combos: only the server itself knows their UIDs. */
    private String combo(String categoryCombo, String option) {
        return server.metadata().all("categoryOptionCombos").stream()
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
