package org.pirogue.prepare.judge;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.rows.Criterion;
import org.pirogue.prepare.table.Columns;
import org.pirogue.prepare.table.Gathered;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.prepare.table.Terms;

/**
 * One row of all that have the same values in some columns, as a flow's {@code group.yaml} says: with what is counted, added up
 * or taken of them. Groups come in the order of their first rows. An empty value is a value: rows without it are one group.
 */
public final class Grouping {
    private static final int USUAL_DECIMALS = 6;

    private final String place;
    private final List<String> by;
    private final List<Line> lines;

    /** @param when all of them must hold for a row that counts */
    record Line(String name, Summary summary, int decimals, List<Criterion> when, String description) {
        boolean takes(org.pirogue.batch.Row row) {
            return when.stream().allMatch(each -> each.holds(row));
        }
    }

    private Grouping(String place, List<String> by, List<Line> lines) {
        this.place = place;
        this.by = List.copyOf(by);
        this.lines = List.copyOf(lines);
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static Grouping read(Path file) {
        return Terms.read(file, Grouping::of);
    }

    /** @param place what the reader reads, for messages */
    public static Grouping read(Reader reader, String place) {
        return Terms.read(reader, place, Grouping::of);
    }

    /** Rows that say different columns of one thing become one. @param columns of each what stands in the first row that has it */
    public static Grouping merging(List<String> by, List<String> columns) {
        List<Line> lines = columns.stream()
                .map(name -> new Line(name, new Summary(Summary.Kind.FIRST, name, ""), 0, List.of(), ""))
                .toList();
        return new Grouping("", by, lines);
    }

    private static Grouping of(Terms terms) {
        List<String> by = terms.texts("by");
        if (by.isEmpty()) {
            terms.problem(null, "'by' names no column", "name those that rows of one group have in common");
        }
        List<Line> lines = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(by);
        for (Terms each : terms.each("columns", "take")) {
            String take = each.needed("take", "say what is taken of the rows of a group");
            Summary summary = Summary.read(take).orElse(null);
            if (summary == null && !take.isEmpty()) {
                each.problem(
                        take,
                        "nothing is known as '" + take + "' to take",
                        "write rows, distinct(COLUMN), sum, min, max, median, mean, first, last, or mean(COLUMN by COLUMN)");
            }
            String name = each.text("name")
                    .orElse(summary == null || summary.columns().isEmpty() ? take : summary.column());
            if (!names.add(name)) {
                each.problem(name, "column '" + name + "' would stand twice", "write another 'name'");
            }
            int decimals = each.whole("decimals", USUAL_DECIMALS, 0, 12);
            List<Criterion> when = criteria(each);
            if (summary != null) {
                lines.add(new Line(
                        name, summary, decimals, when, each.text("description").orElse("")));
            }
        }
        return new Grouping(terms.place(), by, lines);
    }

    private static List<Criterion> criteria(Terms terms) {
        List<Criterion> criteria = new ArrayList<>();
        terms.map("when").ifPresent(when -> when.names().forEach(column -> when.text(column)
                .flatMap(text -> Criterion.read(column, text))
                .ifPresentOrElse(
                        criteria::add,
                        () -> when.problem(
                                column,
                                "what '" + column + "' must hold is no condition",
                                "write a value, A|B, <>A, \"=\" for empty, \"<>\" for filled, \">=5 and <15\""))));
        return criteria;
    }

    /** @throws Problems P661 where the table has no such columns, or not what is asked of them */
    public Table apply(Table table, Scratch.Place scratch) {
        Columns columns = new Columns(table.columns(), place);
        List<Column> grouped = new ArrayList<>();
        by.forEach(name -> grouped.add(columns.of(name)));
        for (Line line : lines) {
            Conditions.check(line.when(), columns);
            line.summary().columns().forEach(name -> number(columns, line, name));
            Column.Type of = line.summary().column().isEmpty()
                    ? Column.Type.TEXT
                    : columns.of(line.summary().column()).type();
            boolean personal = line.summary().chooses()
                    && columns.of(line.summary().column()).personal();
            grouped.add(new Column(line.name(), line.summary().type(of), personal, line.description()));
        }
        columns.refuseProblems();
        Gathered parts = new Gathered(table.parts(), scratch, new GroupedRows(by, lines));
        return table.changed(grouped, parts, parts::close);
    }

    private static void number(Columns columns, Line line, String name) {
        Column.Type type = columns.of(name).type();
        boolean number = type == Column.Type.INTEGER || type == Column.Type.NUMBER;
        if (columns.has(name)
                && !number
                && !line.summary().counts()
                && !line.summary().chooses()) {
            columns.problem(name, "column '" + name + "' holds no numbers", "count it, or take the first or last");
        }
    }
}
