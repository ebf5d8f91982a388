package org.pirogue.prepare.table;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problems;

/**
 * One row of those that a flow's {@code deduplicate.yaml} says to be the same, wherever they stand in the table. A row that
 * lacks a value by which rows are compared is nobody's double.
 */
public final class Deduplication {
    private final String place;
    private final List<KeyColumn> by;
    private final Keep keep;
    private final String newestBy;
    private final Merge merge;

    /** Which one stays. */
    enum Keep {
        FIRST,
        LAST,
        /** By a column; a row without it is the oldest, and of several the last. */
        NEWEST,
        /** With the most values; of several the first. */
        MOST_COMPLETE
    }

    /** Which empty values of the row that stays are filled from its doubles. */
    record Merge(boolean all, Set<String> columns) {
        boolean fills(String column) {
            return all || columns.contains(column);
        }
    }

    private Deduplication(String place, List<KeyColumn> by, Keep keep, String newestBy, Merge merge) {
        this.place = place;
        this.by = List.copyOf(by);
        this.keep = keep;
        this.newestBy = newestBy;
        this.merge = merge;
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static Deduplication read(Path file) {
        return Terms.read(file, Deduplication::of);
    }

    /** @param place what the reader reads, for messages */
    public static Deduplication read(Reader reader, String place) {
        return Terms.read(reader, place, Deduplication::of);
    }

    private static Deduplication of(Terms terms) {
        List<KeyColumn> by = new ArrayList<>();
        for (Terms each : terms.each("by", "column")) {
            by.add(KeyColumn.of(each.needed("column", "name a column"), each));
        }
        if (by.isEmpty()) {
            terms.problem(null, "'by' names no column", "name those by which two rows are the same");
        }
        Keep keep = terms.word("keep", Keep.class, Keep.FIRST);
        String newestBy = keep == Keep.NEWEST
                ? terms.needed("newest-by", "name the column that says when")
                : terms.text("newest-by").orElse("");
        if (keep != Keep.NEWEST && !newestBy.isEmpty()) {
            terms.problem(newestBy, "'newest-by' has no effect", "write 'keep: newest', or remove it");
        }
        List<String> merge = terms.texts("merge");
        boolean all = merge.equals(List.of("true"));
        Set<String> columns = all || merge.equals(List.of("false")) ? Set.of() : new LinkedHashSet<>(merge);
        return new Deduplication(terms.place(), by, keep, newestBy, new Merge(all, columns));
    }

    /** @throws Problems P661 where the table has no such columns */
    public Table apply(Table table, Scratch.Place scratch) {
        Columns columns = new Columns(table.columns(), place);
        by.forEach(each -> columns.of(each.column()));
        merge.columns().forEach(columns::of);
        Column newest = newestBy.isEmpty() ? null : columns.of(newestBy);
        columns.refuseProblems();
        Gathered parts = new Gathered(table.parts(), scratch, new Deduplicating(by, ranking(newest), merge));
        return table.changed(table.columns(), parts, parts::close);
    }

    private Ranking ranking(@Nullable Column newest) {
        return new Ranking(keep, newest);
    }
}
