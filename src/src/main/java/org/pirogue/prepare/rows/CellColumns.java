package org.pirogue.prepare.rows;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Column;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;

/**
 * In which column of a table the values of a cell stand, the other way round than {@link ValueRules}: a line for each cell, and a
 * column of one's own for whatever tells rows of one report apart ({@code service}). {@code -} leaves a cell out on purpose.
 */
public final class CellColumns {
    private static final Set<String> REQUIRED = Sheet.columns("data_element", "column");
    private static final Set<String> OPTIONAL = Sheet.columns("category_options", "attribute_options", "type", "note");
    private static final String LEFT_OUT = "-";

    private final List<String> keys;
    private final Map<Place, Line> lines;

    /** @param attributeOptions empty for the default */
    private record Place(Cell cell, String attributeOptions) {}

    /**
     * @param column {@code -} where it is left out
     * @param keys value by column of what tells rows apart
     */
    public record Line(String column, Column.Type type, Map<String, String> keys) {
        public boolean isLeftOut() {
            return column.equals(LEFT_OUT);
        }
    }

    private CellColumns(List<String> keys, Map<Place, Line> lines) {
        this.keys = List.copyOf(keys);
        this.lines = lines;
    }

    /** @throws Problems with everything that is wrong in the file: P210 to P213 (table), P810 a line */
    public static CellColumns read(Path file) {
        return of(Sheet.read(file, REQUIRED, OPTIONAL, ""));
    }

    /** @param place what the reader reads, for messages */
    public static CellColumns read(Reader reader, String place) {
        return of(Sheet.read(reader, place, REQUIRED, OPTIONAL, ""));
    }

    private static CellColumns of(Sheet sheet) {
        List<String> keys = sheet.columns().stream()
                .filter(column -> !REQUIRED.contains(column) && !OPTIONAL.contains(column))
                .toList();
        Map<Place, Line> lines = new LinkedHashMap<>();
        Map<String, Column.Type> types = new LinkedHashMap<>();
        Set<String> filled = new LinkedHashSet<>();
        for (Sheet.Row row : sheet.rows()) {
            Place place = new Place(
                    Cell.of(row.dataElement("data_element"), row.text("category_options")),
                    Cell.of("", row.text("attribute_options")).categoryOptions());
            Map<String, String> said = new LinkedHashMap<>();
            keys.forEach(key -> said.put(key, row.text(key)));
            Line line = new Line(row.code("column"), type(row), said);
            if (lines.put(place, line) != null) {
                row.problem("P810", place.cell().toString(), "cell '" + place.cell() + "' stands twice", "remove one");
            }
            if (!line.isLeftOut() && !filled.add(line.column() + said)) {
                row.problem("P810", line.column(), "another cell fills the same place", "write another column, or key");
            }
            if (!line.isLeftOut() && types.getOrDefault(line.column(), line.type()) != line.type()) {
                row.problem("P810", line.column(), "column '" + line.column() + "' has two types", "write one");
            }
            types.putIfAbsent(line.column(), line.type());
        }
        sheet.refuseProblems();
        return new CellColumns(keys, lines);
    }

    private static Column.Type type(Sheet.Row row) {
        String text = row.text("type");
        Optional<Column.Type> type = Arrays.stream(Column.Type.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (type.isEmpty() && !text.isEmpty()) {
            row.problem(
                    "P810", text, "type '" + text + "' is not known", "write number, integer, text, date or boolean");
        }
        return type.orElse(Column.Type.NUMBER);
    }

    /** Empty for a cell that no line names. */
    public Optional<Line> of(Cell cell, String attributeOptions) {
        return Optional.ofNullable(lines.get(new Place(cell, attributeOptions)));
    }

    /** Columns that tell rows of one unit and period apart. */
    public List<String> keys() {
        return keys;
    }

    /** Columns that values stand in, each once, in the order of the file. */
    public List<Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        lines.values().stream()
                .filter(line -> !line.isLeftOut())
                .forEach(line -> columns.putIfAbsent(line.column(), new Column(line.column(), line.type(), false, "")));
        return new ArrayList<>(columns.values());
    }

    /** Codes of the data elements that are named, left out or not. */
    public Set<String> dataElements() {
        Set<String> elements = new LinkedHashSet<>();
        lines.keySet().forEach(place -> elements.add(place.cell().dataElement()));
        return elements;
    }
}
