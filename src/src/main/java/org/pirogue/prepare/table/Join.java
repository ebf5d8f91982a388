package org.pirogue.prepare.table;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problems;

/**
 * Columns of another table beside those of this one, as a flow's {@code join.yaml} says: by equal values, and by days that lie
 * near or within a validity. A row that lacks a value by which is joined matches nothing.
 */
public final class Join {
    private final JoinTerms terms;

    private Join(JoinTerms terms) {
        this.terms = terms;
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static Join read(Path file) {
        return new Join(Terms.read(file, JoinTerms::of));
    }

    /** @param place what the reader reads, for messages */
    public static Join read(Reader reader, String place) {
        return new Join(Terms.read(reader, place, JoinTerms::of));
    }

    /** Name of the file with the other table, beside the flow; empty where it is a dataset. */
    public String file() {
        return terms.file();
    }

    /** To the datasets of a workspace; empty where the other table is a file. */
    public String connection() {
        return terms.connection();
    }

    /** Name of the dataset that is the other table; empty where it is a file. */
    public String dataset() {
        return terms.dataset();
    }

    /** Columns of the other table that are used. */
    public List<Column> columns() {
        return terms.columns().columns();
    }

    /** The other table, where it is a file. */
    public Lookup lookup(Path file) {
        return new FileLookup(file, terms.columns());
    }

    /** @throws Problems P661 where the table has no such columns, or has one already that is to be taken over */
    public Table apply(Table table, Lookup other, Scratch.Place scratch) {
        return apply(table, other, scratch, SmallSide.MOST_BYTES);
    }

    /** @param most bytes that rows of the other table may take in memory; where they take more, both are sorted on disk */
    Table apply(Table table, Lookup other, Scratch.Place scratch, long most) {
        Columns columns = new Columns(table.columns(), terms.place());
        Columns others = new Columns(terms.columns().columns(), terms.place());
        terms.left().forEach(each -> columns.of(each.column()));
        terms.window().check(columns, others);
        List<Column> joined = new ArrayList<>(table.columns());
        terms.take().forEach((name, as) -> {
            if (joined.stream().anyMatch(column -> column.name().equals(as))) {
                columns.problem(as, "column '" + as + "' would stand twice", "write another name with 'as'");
            }
            Column taken = others.of(name);
            joined.add(new Column(as, taken.type(), taken.personal(), taken.description()));
        });
        columns.refuseProblems();
        Gathered parts = new Gathered(table.parts(), scratch, new Joining(terms, other, most));
        return table.changed(joined, parts, parts::close);
    }
}
