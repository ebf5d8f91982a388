package org.pirogue.prepare.judge;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.rows.Criterion;
import org.pirogue.prepare.table.Columns;
import org.pirogue.prepare.table.Page;

/**
 * A table of decisions: {@code when COLUMN} says what a row must hold, {@code then COLUMN} what is written into it. The first line
 * whose conditions all hold decides; a row for which none does is unmapped (P811). A line without conditions holds for all.
 */
public final class Decisions {
    private static final String WHEN = "when ";
    private static final String THEN = "then ";
    private static final Set<String> NOTES = Set.of("note");

    private final String place;
    private final List<String> results;
    private final List<Line> lines;

    private record Line(String at, List<Criterion> when, Map<String, String> then) {}

    private Decisions(String place, List<String> results, List<Line> lines) {
        this.place = place;
        this.results = results;
        this.lines = List.copyOf(lines);
    }

    /** @throws Problems with everything that is wrong in the file: P210 (table), P810 a column or a line */
    public static Decisions read(Path file) {
        return of(Sheet.read(file, Set.of(), NOTES, ""));
    }

    /** @param place what the reader reads, for messages */
    public static Decisions read(Reader reader, String place) {
        return of(Sheet.read(reader, place, Set.of(), NOTES, ""));
    }

    private static Decisions of(Sheet sheet) {
        List<String> results = new ArrayList<>();
        for (String column : sheet.columns()) {
            if (column.startsWith(THEN)) {
                results.add(column.substring(THEN.length()).strip());
            } else if (!column.startsWith(WHEN) && !NOTES.contains(column)) {
                sheet.problem(
                        "P810",
                        sheet.place() + ":1",
                        column,
                        "column '" + column + "' is neither a condition nor a decision",
                        "begin it with 'when ' or 'then ', or call it note");
            }
        }
        if (results.isEmpty()) {
            sheet.problem("P810", sheet.place() + ":1", null, "nothing is decided", "add a column 'then COLUMN'");
        }
        List<Line> lines = sheet.rows().stream().map(row -> line(sheet, row)).toList();
        unreached(sheet, lines);
        sheet.refuseProblems();
        return new Decisions(sheet.place(), List.copyOf(results), lines);
    }

    private static Line line(Sheet sheet, Sheet.Row row) {
        List<Criterion> when = new ArrayList<>();
        Map<String, String> then = new LinkedHashMap<>();
        for (String column : sheet.columns()) {
            String text = row.text(column);
            if (column.startsWith(WHEN) && !text.isEmpty()) {
                Criterion.read(column.substring(WHEN.length()).strip(), text)
                        .ifPresentOrElse(
                                when::add,
                                () -> row.problem(
                                        "P810",
                                        text,
                                        "'" + text + "' is no condition",
                                        "write a value, A|B, <>A, = for empty, <> for filled, <5, >=5 and <15, or a date"));
            } else if (column.startsWith(THEN) && !text.isEmpty()) {
                then.put(column.substring(THEN.length()).strip(), text);
            }
        }
        return new Line(row.at(), when, then);
    }

    /** Whoever adds a class at the end wonders for a long time why nobody is in it. */
    private static void unreached(Sheet sheet, List<Line> lines) {
        for (int at = 0; at < lines.size() - 1; at++) {
            if (lines.get(at).when().isEmpty()) {
                sheet.problem(
                        "P810",
                        lines.get(at + 1).at(),
                        null,
                        "the line above holds for every row: this one is never reached",
                        "put the line without conditions last");
                return;
            }
        }
    }

    /** @throws Problems P661 where the table lacks a column, or has one already that is decided */
    public Table apply(Table table) {
        Columns columns = new Columns(table.columns(), place);
        lines.forEach(line -> Conditions.check(line.when(), columns));
        List<Column> all = new ArrayList<>(table.columns());
        for (String result : results) {
            if (columns.has(result)) {
                columns.problem(result, "column '" + result + "' would stand twice", "write another name");
            }
            all.add(new Column(result, type(result), false, ""));
        }
        columns.refuseProblems();
        return table.changed(all, new EachRow(table.parts(), this::decide), () -> {});
    }

    /** Numbers where every line writes one: only those can be compared. */
    private Column.Type type(String result) {
        boolean numbers = lines.stream()
                .map(line -> Optional.ofNullable(line.then().get(result)))
                .allMatch(text -> text.isEmpty() || Numbers.read(text.get()).isPresent());
        return numbers ? Column.Type.NUMBER : Column.Type.TEXT;
    }

    private void decide(Row row, Page page) {
        Optional<Line> line = lines.stream()
                .filter(each -> each.when().stream().allMatch(when -> when.holds(row)))
                .findFirst();
        if (line.isEmpty()) {
            page.moved(new Tally(-1, 0, 1, 0, 0, 0));
            page.refused("P811", row.place(), "no line of " + place + " holds for the row: it goes no further");
            return;
        }
        Map<String, String> values = new HashMap<>(row.values());
        values.putAll(line.get().then());
        page.row(new Row(row.place(), values));
    }
}
