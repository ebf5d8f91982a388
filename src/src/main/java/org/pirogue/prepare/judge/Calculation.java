package org.pirogue.prepare.judge;

import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.table.Columns;

/**
 * Columns that are calculated out of others of the same row, by a table of {@code column,formula,decimals,note}: line by line, so
 * that a formula may name a column of a line above it. A result is rounded half up to its decimals before the next line sees it.
 */
public final class Calculation {
    private static final Set<String> REQUIRED = Sheet.columns("column", "formula");
    private static final Set<String> OPTIONAL = Sheet.columns("decimals", "note");
    private static final int USUAL_DECIMALS = 6;
    private static final int MOST_DECIMALS = 12;

    private final String place;
    private final List<Line> lines;

    private record Line(String column, RowFormula formula, int decimals, String note) {}

    private Calculation(String place, List<Line> lines) {
        this.place = place;
        this.lines = List.copyOf(lines);
    }

    /** @throws Problems with everything that is wrong in the file: P210 to P213 (table), P810 a line */
    public static Calculation read(Path file) {
        return of(Sheet.read(file, REQUIRED, OPTIONAL));
    }

    /** @param place what the reader reads, for messages */
    public static Calculation read(Reader reader, String place) {
        return of(Sheet.read(reader, place, REQUIRED, OPTIONAL));
    }

    private static Calculation of(Sheet sheet) {
        List<Line> lines = new ArrayList<>();
        for (Sheet.Row row : sheet.rows()) {
            String column = row.code("column");
            formula(row).ifPresent(formula -> lines.add(new Line(column, formula, decimals(row), row.text("note"))));
        }
        sheet.refuseProblems();
        return new Calculation(sheet.place(), lines);
    }

    private static Optional<RowFormula> formula(Sheet.Row row) {
        String text = row.code("formula");
        try {
            return Optional.of(new RowFormula(text));
        } catch (BadRowFormula bad) {
            row.problem(
                    "P810",
                    text,
                    String.valueOf(bad.getMessage()),
                    "write it as an indicator, over columns: #{declared}");
            return Optional.empty();
        }
    }

    private static int decimals(Sheet.Row row) {
        String text = row.text("decimals");
        Optional<BigDecimal> number = Numbers.read(text);
        boolean fits = number.filter(read -> read.stripTrailingZeros().scale() <= 0
                        && read.signum() >= 0
                        && read.compareTo(BigDecimal.valueOf(MOST_DECIMALS)) <= 0)
                .isPresent();
        if (!text.isEmpty() && !fits) {
            row.problem("P810", text, "decimals '" + text + "' is no whole number", "write 0 to " + MOST_DECIMALS);
        }
        return text.isEmpty() || !fits ? USUAL_DECIMALS : number.orElseThrow().intValueExact();
    }

    /** @throws Problems P661 where the table lacks a column, or has one already that is to be calculated */
    public Table apply(Table table) {
        List<Column> columns = new ArrayList<>(table.columns());
        for (Line line : lines) {
            Columns known = new Columns(columns, place);
            line.formula().columns().forEach(known::of);
            if (known.has(line.column())) {
                known.problem(line.column(), "column '" + line.column() + "' would stand twice", "write another name");
            }
            known.refuseProblems();
            Column.Type type = line.decimals() == 0 ? Column.Type.INTEGER : Column.Type.NUMBER;
            columns.add(new Column(line.column(), type, false, line.note()));
        }
        return table.changed(columns, new EachRow(table.parts(), (row, page) -> page.row(with(row))), () -> {});
    }

    private Row with(Row row) {
        Map<String, String> values = new LinkedHashMap<>(row.values());
        for (Line line : lines) {
            line.formula()
                    .value(new Row(row.place(), values))
                    .map(value -> value.setScale(line.decimals(), RoundingMode.HALF_UP))
                    .ifPresent(value -> values.put(line.column(), Numbers.write(value)));
        }
        return new Row(row.place(), values);
    }
}
