package org.pirogue.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.rows.CellColumns;

/** Values of data sets as rows of a single value each, data set by data set and period by period, while they arrive. */
final class ValueRows implements Iterator<Part> {
    private static final int PAGE = 1_000;

    private final Iterator<Asked> asked;
    private final Function<DataValueQuery, DataValues> export;
    private final CellColumns cells;
    private final ValueUnits units;
    private final ValueWindow window;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    private @Nullable Asked now;
    private @Nullable DataValues values;
    private boolean ended;

    /** One request. */
    record Asked(DataSetMetadata dataSet, Period period, DataValueQuery query) {}

    ValueRows(
            Iterator<Asked> asked,
            Function<DataValueQuery, DataValues> export,
            CellColumns cells,
            ValueUnits units,
            ValueWindow window) {
        this.asked = asked;
        this.export = export;
        this.cells = cells;
        this.units = units;
        this.window = window;
    }

    /** Of every row, before those of the flow's own file. */
    static List<Column> columns() {
        return List.of(
                new Column("org_unit", Type.TEXT, false, "Code of the organisation unit"),
                new Column("org_unit_name", Type.TEXT, false, "Its name"),
                new Column("org_unit_parent", Type.TEXT, false, "Code of the unit above"),
                new Column("open", Type.TEXT, false, "In the closing period: throughout, opened, closed, not"),
                new Column("closing", Type.TEXT, false, "Period that the table is made for"),
                new Column("period", Type.TEXT, false, "Period of the values, empty for a unit without any"),
                new Column("back", Type.INTEGER, false, "How many periods before the last one"));
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Part next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        List<Row> rows = new ArrayList<>();
        Tally tally = Tally.NONE;
        while (rows.size() < PAGE && more()) {
            DataValue value = current().next();
            if (!value.deleted() && value.value() != null) {
                tally = tally.plus(taken(value, rows));
            }
        }
        if (rows.size() < PAGE) {
            ended = true;
            units.without(seen)
                    .forEach(uid ->
                            rows.add(row(uid, Map.of("closing", window.closing().id()))));
            return new Part(rows, tally, told());
        }
        return new Part(rows, tally, List.of());
    }

    private boolean more() {
        while (values == null || !values.hasNext()) {
            close();
            if (!asked.hasNext()) {
                return false;
            }
            now = asked.next();
            values = export.apply(now.query());
        }
        return true;
    }

    private DataValues current() {
        if (values == null) {
            throw new NoSuchElementException();
        }
        return values;
    }

    private Tally taken(DataValue value, List<Row> rows) {
        DataSetMetadata dataSet = java.util.Objects.requireNonNull(now).dataSet();
        Cell cell = dataSet.cell(value.dataElement(), String.valueOf(value.categoryOptionCombo()));
        String attributes = value.attributeOptionCombo() == null ? "" : dataSet.options(value.attributeOptionCombo());
        Optional<CellColumns.Line> line = cells.of(cell, attributes);
        if (line.isEmpty()) {
            unknown.merge(attributes.isEmpty() ? cell.toString() : cell + "/" + attributes, 1L, Long::sum);
            return new Tally(0, 0, 1, 0, 0, 0);
        }
        if (line.get().isLeftOut()) {
            return new Tally(0, 1, 0, 0, 0, 0);
        }
        seen.add(value.orgUnit());
        Map<String, String> columns = new LinkedHashMap<>(line.get().keys());
        Period period = now.period();
        columns.put("closing", window.closing().id());
        columns.put("period", period.id());
        columns.put("back", String.valueOf(window.back(period)));
        columns.put(line.get().column(), String.valueOf(value.value()));
        rows.add(row(value.orgUnit(), columns));
        return new Tally(1, 0, 0, 0, 0, 0);
    }

    private Row row(String uid, Map<String, String> more) {
        Map<String, String> columns = new LinkedHashMap<>(units.columns(uid));
        columns.putAll(more);
        columns.values().removeIf(String::isEmpty);
        String place = columns.get("org_unit") + " "
                + columns.getOrDefault("period", window.closing().id());
        return new Row(place, columns);
    }

    private List<Finding> told() {
        List<Finding> findings = new ArrayList<>();
        unknown.forEach((cell, count) -> findings.add(new Finding(
                "P816",
                null,
                null,
                null,
                cell,
                (count == 1 ? "1 value" : count + " values") + " of '" + cell
                        + "': no line says in which column it belongs")));
        return findings;
    }

    void close() {
        if (values != null) {
            values.close();
            values = null;
        }
    }
}
