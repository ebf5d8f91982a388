package org.pirogue.it;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.truth.TruthLog;
import org.pirogue.sandbox.values.DataValue;
import org.pirogue.sandbox.values.DataValues;

/** One end of a pair of flows that carry the same figure both ways: its hands, and what its forms show of one month. */
record Side(
        Sandbox server,
        Export export,
        String dataSet,
        String element,
        String period,
        Hands hands,
        Map<String, String> units) {

    static Side of(World world, String connection, String dataSet, String element, String period) {
        Export export = world.export(connection);
        Map<String, String> units = new HashMap<>();
        export.codes("organisationUnits").forEach((id, code) -> units.put(code, id));
        Hands hands = new Hands(world.server(connection), export, "clerk." + connection, dataSet, element, units);
        return new Side(world.server(connection), export, dataSet, element, period, hands, units);
    }

    /** Values by the code of their facility. */
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        export.values(dataSet).forEach((cell, value) -> {
            if (cell.period().equals(period) && cell.dataElement().equals(element)) {
                shown.put(cell.orgUnit(), value);
            }
        });
        return shown;
    }

    /** What Pirogue wrote there since. */
    List<TruthLog.Write> carried(long since) {
        return server.truth().since(since).stream()
                .filter(write -> write.user().equals("pirogue") && write.kind().equals("dataValue"))
                .toList();
    }

    long now() {
        return server.truth().all().stream()
                .mapToLong(TruthLog.Write::sequence)
                .max()
                .orElse(0);
    }

    /** Somebody typed it at that time, by the server's clock. */
    void typed(String orgUnit, String value, Instant at) {
        values().put(uid(), period, units.get(orgUnit), "", "", value, "clerk", at);
    }

    /** Somebody cleared the cell at that time. */
    void cleared(String orgUnit, Instant at) {
        DataValue value =
                values().get(uid(), period, units.get(orgUnit), "", "").orElseThrow();
        values().delete(new DataValue(
                value.dataElement(),
                period,
                value.orgUnit(),
                value.categoryOptionCombo(),
                value.attributeOptionCombo(),
                value.value(),
                "clerk",
                value.created(),
                at,
                true));
    }

    private DataValues values() {
        return server.dataValues();
    }

    private String uid() {
        return export.uid("dataElements", element);
    }
}
