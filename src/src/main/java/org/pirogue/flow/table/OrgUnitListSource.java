package org.pirogue.flow.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.SourceAccess;
import org.pirogue.flow.object.OrgUnitFields;
import org.pirogue.flow.object.OrgUnitReader;
import org.pirogue.ledger.run.Run;
import org.pirogue.prepare.file.Geometry;

/**
 * Behind {@code dhis2-org-unit-list-source}: the organisation units of a branch as a table, those above before those below. The
 * hierarchy is looked at as one whole, its units are read part by part: their borders may be large.
 */
public class OrgUnitListSource {
    private static final String FIELDS =
            "id,code,name,shortName,path,openingDate,closedDate,parent[id,code,name],geometry";
    private static final int PAGE = 500;
    private static final int DAY = 10;

    private final WholeTable whole;
    private final OrgUnitReader units;
    private final SourceAccess access;

    public OrgUnitListSource(WholeTable whole, OrgUnitReader units, SourceAccess access) {
        this.whole = whole;
        this.units = units;
        this.access = access;
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("uid", Type.TEXT, false, "DHIS2's identifier: it stays when everything else changes"),
            new Column("code", Type.TEXT, false, "Code of the unit"),
            new Column("name", Type.TEXT, false, "Name"),
            new Column("short_name", Type.TEXT, false, "Short name"),
            new Column("level", Type.INTEGER, false, "Level in the hierarchy, 1 for the country"),
            new Column("parent_uid", Type.TEXT, false, "Identifier of the unit above"),
            new Column("parent_code", Type.TEXT, false, "Code of the unit above"),
            new Column("parent_name", Type.TEXT, false, "Name of the unit above"),
            new Column("opened", Type.DATE, false, "Opening date"),
            new Column("closed", Type.DATE, false, "Closing date, empty while it is open"),
            new Column("longitude", Type.NUMBER, false, "Of a point, in degrees (WGS 84)"),
            new Column("latitude", Type.NUMBER, false, "Of a point, in degrees (WGS 84)"),
            new Column("geometry", Type.TEXT, false, "Point or border, GeoJSON (RFC 7946)"));

    /** @param root code of the highest unit of the branch */
    public Iterator<Table> tables(String flow, String connection, String root, Exchange exchange) {
        return whole.ofRun(flow, exchange, run -> {
            if (run.from() != null || run.to() != null) {
                throw new FlowException("P271", "organisation units have no periods: ask without --from and --to");
            }
            return table(run, connection, root);
        });
    }

    private Table table(Run run, String connection, String root) {
        access.check(run, connection);
        List<OrgUnitReader.Placed> hierarchy = units.hierarchy(connection, root);
        return new Table(
                run.envelope(1),
                COLUMNS,
                new Iterator<>() {
                    private int at;

                    @Override
                    public boolean hasNext() {
                        return at < hierarchy.size();
                    }

                    @Override
                    public Table.Part next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        List<OrgUnitReader.Placed> some = hierarchy.subList(at, Math.min(at + PAGE, hierarchy.size()));
                        at += some.size();
                        return part(connection, some);
                    }
                },
                () -> {});
    }

    private Table.Part part(String connection, List<OrgUnitReader.Placed> some) {
        Map<String, ObjectNode> read = new HashMap<>();
        units.byIds(connection, some.stream().map(OrgUnitReader.Placed::uid).toList(), FIELDS)
                .forEach(unit -> read.put(unit.path("id").asText(), unit));
        List<Row> rows = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (OrgUnitReader.Placed placed : some) {
            ObjectNode unit = read.get(placed.uid());
            if (unit == null) {
                throw new FlowException(
                        "P261",
                        "connection '" + connection + "' did not show org unit '" + placed.label()
                                + "' any more while its list was read: ask again");
            }
            rows.add(row(unit, findings));
        }
        return new Table.Part(rows, new Tally(rows.size(), 0, 0, 0, 0, 0), findings);
    }

    private static Row row(ObjectNode unit, List<Finding> findings) {
        JsonNode parent = unit.path("parent");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uid", unit.path("id").asText());
        values.put("code", unit.path("code").asText(""));
        values.put("name", unit.path("name").asText(""));
        values.put("short_name", unit.path("shortName").asText(""));
        values.put("level", String.valueOf(unit.path("path").asText().split("/").length - 1));
        values.put("parent_uid", parent.path("id").asText(""));
        values.put("parent_code", parent.path("code").asText(""));
        values.put("parent_name", parent.path("name").asText(""));
        values.put("opened", day(unit.path("openingDate")));
        values.put("closed", day(unit.path("closedDate")));
        place(unit, values, findings);
        values.values().removeIf(String::isEmpty);
        return new Row(OrgUnitFields.label(unit), values);
    }

    private static void place(ObjectNode unit, Map<String, String> values, List<Finding> findings) {
        if (!unit.path("geometry").isObject()) {
            return;
        }
        Optional<Geometry> geometry = Geometry.of(unit.path("geometry"));
        if (geometry.isEmpty()) {
            findings.add(new Finding(
                    "P817",
                    null,
                    null,
                    null,
                    OrgUnitFields.label(unit),
                    "the geometry of org unit '" + OrgUnitFields.label(unit)
                            + "' is none in degrees on this earth: the unit goes without it",
                    true));
            return;
        }
        values.put("geometry", geometry.get().text());
        geometry.get().longitude().ifPresent(degrees -> values.put("longitude", degrees));
        geometry.get().latitude().ifPresent(degrees -> values.put("latitude", degrees));
    }

    private static String day(JsonNode date) {
        String text = date.asText("");
        return text.length() > DAY ? text.substring(0, DAY) : text;
    }
}
