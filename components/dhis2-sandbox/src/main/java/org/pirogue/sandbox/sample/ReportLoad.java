package org.pirogue.sandbox.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.values.Completeness;
import org.pirogue.sandbox.values.DataValues;

/** Puts reports into a server, in bulk and unjudged, in the server's own UIDs. */
final class ReportLoad implements ReportMaker.Values {
    private final DataValues store;
    private final Names names;
    private final Completeness completeness;
    private final String dataSet;
    private final String user;
    private final Places places;

    /** @param dataSet code of the data set that is reported */
    ReportLoad(Sandbox server, Names names, String dataSet, String user) {
        this.store = server.dataValues();
        this.completeness = server.completeness();
        this.names = names;
        this.dataSet = names.object("dataSets", dataSet).path("id").asText();
        this.user = user;
        this.places = new Places(names, server.metadata().all("categoryOptionCombos"));
    }

    @Override
    public void take(Unit unit, String period, Names.Cell cell, int value, Instant at) {
        Places.Place place = places.of(cell);
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
}
