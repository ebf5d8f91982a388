package org.pirogue.flow.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.Join;
import org.pirogue.prepare.table.Lookup;

/** A dataset that a join looks into: of its columns those that the rules declare, row by row as they come from the database. */
final class DatasetLookup implements Lookup {
    private static final String OTHERWISE = "P827";

    private final Join join;
    private final Supplier<Table> dataset;

    /** @param dataset opens it, whole and from its beginning each time */
    DatasetLookup(Join join, Supplier<Table> dataset) {
        this.join = join;
        this.dataset = dataset;
    }

    @Override
    public String name() {
        return "dataset " + join.dataset();
    }

    /** @throws Problems P827 where a declared column is none of the dataset's, or of another type there */
    @Override
    public Table open() {
        Table table = dataset.get();
        List<Problem> problems = new ArrayList<>();
        join.columns().forEach(declared -> check(declared, table, problems));
        if (!problems.isEmpty()) {
            table.close();
            throw new Problems(problems);
        }
        List<String> names = join.columns().stream().map(Column::name).toList();
        Iterator<Table.Part> parts = table.parts();
        return table.changed(
                join.columns(),
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return parts.hasNext();
                    }

                    @Override
                    public Table.Part next() {
                        Table.Part part = parts.next();
                        List<Row> rows = part.rows().stream()
                                .map(row -> only(names, row))
                                .toList();
                        return new Table.Part(rows, part.tally(), part.findings());
                    }
                },
                () -> {});
    }

    private void check(Column declared, Table table, List<Problem> problems) {
        List<Column> found = table.columns().stream()
                .filter(column -> column.name().equals(declared.name()))
                .toList();
        if (found.isEmpty()) {
            List<String> names = table.columns().stream().map(Column::name).toList();
            problem(declared, "it has no column '" + declared.name() + "'", "use one of " + names, problems);
        } else if (found.get(0).type() != declared.type()) {
            String type = found.get(0).type().name().toLowerCase(java.util.Locale.ROOT);
            problem(declared, "its column '" + declared.name() + "' is of type " + type, "declare it so", problems);
        }
    }

    private void problem(Column declared, String text, String hint, List<Problem> problems) {
        problems.add(new Problem(OTHERWISE, name(), declared.name(), text, hint));
    }

    private static Row only(List<String> names, Row row) {
        return new Row(
                row.place(),
                row.values().entrySet().stream()
                        .filter(each -> names.contains(each.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
