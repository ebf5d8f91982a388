package org.pirogue.prepare.table;

import java.io.Reader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problems;

/**
 * A table of reports or cases as a table of signals, by a flow's {@code detect.yaml}: a row for each unit, period and method
 * where more cases came than were to be expected. What is personal in the table stays behind: only counts go on.
 */
public final class Detection {
    private final DetectionTerms terms;

    private Detection(DetectionTerms terms) {
        this.terms = terms;
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static Detection read(Path file) {
        return new Detection(Terms.read(file, DetectionTerms::of));
    }

    /** @param place what the reader reads, for messages */
    public static Detection read(Reader reader, String place) {
        return new Detection(Terms.read(reader, place, DetectionTerms::of));
    }

    /** Name of the table of units beside the flow, empty where none is needed. */
    public String units() {
        return terms.level() == 0 ? "" : terms.units();
    }

    /**
     * @param today the last period that is judged ended before it
     * @throws Problems P661 where the table has no such columns
     */
    public Table apply(Table table, Hierarchy hierarchy, Scratch.Place scratch, LocalDate today) {
        Columns columns = new Columns(table.columns(), terms.place());
        terms.unit().forEach(columns::of);
        terms.by().forEach(columns::of);
        columns.of(terms.period());
        terms.when().keySet().forEach(columns::of);
        terms.sum().stream()
                .filter(name -> !isNumber(columns.of(name)))
                .forEach(name -> columns.problem(
                        name, "column '" + name + "' is not of numbers", "declare it as an integer where it is read"));
        columns.refuseProblems();
        Gathered parts = new Gathered(table.parts(), scratch, new Detecting(terms, hierarchy, today));
        return table.changed(given(), parts, parts::close);
    }

    private static boolean isNumber(Column column) {
        return column.type() == Type.INTEGER || column.type() == Type.NUMBER;
    }

    private List<Column> given() {
        List<Column> columns = new ArrayList<>();
        terms.unit().forEach(name -> columns.add(Column.text(name)));
        terms.by().forEach(name -> columns.add(Column.text(name)));
        columns.add(new Column(Detecting.PERIOD, Type.TEXT, false, "as DHIS2 writes it"));
        columns.add(new Column(Detecting.METHOD, Type.TEXT, false, "by which the count was judged"));
        columns.add(new Column(Detecting.COUNT, Type.NUMBER, false, "cases of the period"));
        columns.add(new Column(Detecting.EXPECTED, Type.NUMBER, false, "cases that were to be expected"));
        columns.add(new Column(Detecting.THRESHOLD, Type.NUMBER, false, "more than that is a signal"));
        columns.add(new Column(Detecting.SIGNAL, Type.BOOLEAN, false, "whether it is one"));
        return columns;
    }
}
