package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Column;

/**
 * What {@code join.yaml} says.
 *
 * @param file of the other table; empty where it is a dataset
 * @param connection to the datasets of a workspace; empty where the other table is a file
 * @param dataset name of the dataset, likewise
 * @param left columns of this table by which is joined, in the order of those of {@code right}
 * @param take names in the new table by those of the other one
 */
record JoinTerms(
        String place,
        String file,
        String connection,
        String dataset,
        FileColumns columns,
        List<KeyColumn> left,
        List<KeyColumn> right,
        Window window,
        Map<String, String> take,
        Several several,
        UnmatchedLeft unmatchedLeft) {

    /** What becomes of a row of this table that matches several. */
    enum Several {
        /** In the order of the other table. */
        FIRST,
        /** A row for each. */
        ALL,
        /** The least days apart; of several the first. */
        NEAREST,
        ERROR
    }

    /** What becomes of a row of this table that matches none. */
    enum UnmatchedLeft {
        /** Goes on, without the other's values. */
        KEEP,
        REJECT,
        /** Counted as ignored. */
        DROP
    }

    static JoinTerms of(Terms terms) {
        Terms with = terms.map("with").orElse(null);
        if (with == null) {
            terms.problem(null, "'with' is missing", "name the other table's file, or its dataset, and its columns");
        }
        FileColumns columns = with == null ? new FileColumns(List.of()) : FileColumns.of(with);
        List<KeyColumn> left = new ArrayList<>();
        List<KeyColumn> right = new ArrayList<>();
        key(terms, left, right);
        Window window = terms.map("within").map(Window::of).orElse(Window.ANY);
        JoinTerms read = new JoinTerms(
                terms.place(),
                with == null ? "" : file(with),
                with == null ? "" : with.text("connection").orElse(""),
                with == null ? "" : with.text("dataset").orElse(""),
                columns,
                left,
                right,
                window,
                take(terms),
                terms.word("several", Several.class, Several.ERROR),
                terms.word("unmatched-left", UnmatchedLeft.class, UnmatchedLeft.KEEP));
        if (read.several == Several.NEAREST && !window.hasDistance()) {
            terms.problem("nearest", "nothing says how near two rows are", "add 'within' with 'right' and 'days'");
        }
        if (with != null) {
            read.check(terms);
        }
        return read;
    }

    /** Either a file, or a dataset with the connection to it. */
    private static String file(Terms with) {
        boolean ofDataset = with.has("dataset") || with.has("connection");
        if (!ofDataset) {
            return with.needed("file", "write the name of a CSV file beside the flow, or a connection and a dataset");
        }
        with.needed("connection", "name a connection of type datasets");
        with.needed("dataset", "name the dataset");
        if (with.has("file")) {
            with.problem(null, "'file' and 'dataset' are two tables", "remove one of them");
        }
        return "";
    }

    private static void key(Terms terms, List<KeyColumn> left, List<KeyColumn> right) {
        for (Terms each : terms.each("by", "column")) {
            String both = each.text("column").orElse("");
            String ofLeft = both.isEmpty() ? each.needed("left", "name a column of this table") : both;
            String ofRight = both.isEmpty() ? each.needed("right", "name a column of the other table") : both;
            left.add(KeyColumn.of(ofLeft, each));
            right.add(KeyColumn.of(ofRight, each));
        }
        if (left.isEmpty()) {
            terms.problem(null, "'by' names no columns", "name those whose values are to be equal");
        }
    }

    private static Map<String, String> take(Terms terms) {
        String prefix = terms.text("prefix").orElse("");
        Map<String, String> take = new LinkedHashMap<>();
        for (Terms each : terms.each("take", "column")) {
            String column = each.needed("column", "name a column of the other table");
            take.put(column, each.text("as").orElse(prefix + column));
        }
        if (take.isEmpty()) {
            terms.problem(null, "'take' names no columns", "name those that are to be taken over");
        }
        return take;
    }

    /** What can be said without this table. */
    private void check(Terms terms) {
        List<String> declared = columns.columns().stream().map(Column::name).toList();
        List<String> used = new ArrayList<>(take.keySet());
        right.forEach(each -> used.add(each.column()));
        used.addAll(List.of(window.right(), window.from(), window.to()));
        used.stream()
                .filter(name -> !name.isEmpty() && !declared.contains(name))
                .distinct()
                .forEach(name -> terms.problem(
                        name, "column '" + name + "' is not declared", "declare it under 'with', 'columns'"));
        Columns typed = new Columns(columns.columns(), place);
        for (String day : List.of(window.right(), window.from(), window.to())) {
            if (typed.has(day) && typed.of(day).type() != Column.Type.DATE) {
                terms.problem(day, "column '" + day + "' is not of dates", "declare it with 'type: date'");
            }
        }
    }
}
