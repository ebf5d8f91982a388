package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.values.Completeness;
import org.pirogue.sandbox.values.DataValues;

/** Puts reports into a server, in bulk and unjudged, in the server's own UIDs. */
final class ReportLoad implements ReportMaker.Values {
    /** @param combo empty for the default one */
    private record Place(String element, String combo) {}

    private final MetadataStore metadata;
    private final DataValues store;
    private final Names names;
    private final Completeness completeness;
    private final String dataSet;
    private final String user;
    private final Map<Names.Cell, Place> places = new HashMap<>();

    /** @param dataSet code of the data set that is reported */
    ReportLoad(Sandbox server, Names names, String dataSet, String user) {
        this.metadata = server.metadata();
        this.store = server.dataValues();
        this.completeness = server.completeness();
        this.names = names;
        this.dataSet = names.object("dataSets", dataSet).path("id").asText();
        this.user = user;
    }

    @Override
    public void take(Unit unit, String period, Names.Cell cell, int value, Instant at) {
        Place place = places.computeIfAbsent(cell, this::place);
        String text = Integer.toString(value);
        store.put(place.element(), period, names.unit(unit), place.combo(), "", text, user, at);
    }

    @Override
    public void report(Unit unit, String period, boolean complete, Instant at) {
        if (complete) {
            String date = at.atZone(ZoneOffset.UTC).toLocalDate().toString();
            completeness.put(new Completeness.Registration(
                    Completeness.Key.of(dataSet, period, names.unit(unit)), date, user, true));
        }
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
