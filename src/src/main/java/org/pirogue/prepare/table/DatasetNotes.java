package org.pirogue.prepare.table;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.prepare.Problems;

/**
 * What people say of a dataset, in a YAML file beside the flow that writes it.
 *
 * @param columns documentation by column
 * @param units name of the table of units beside it, empty for none
 * @param keepLast how many versions are kept
 * @param keepDays and those that are younger than so many days
 * @param counts columns that count persons
 * @param least fewest persons that a count may tell a recipient of; 0 where any may
 */
public record DatasetNotes(
        String title,
        String description,
        String owner,
        Map<String, String> columns,
        String units,
        int keepLast,
        int keepDays,
        List<String> counts,
        int least) {
    private static final int USUAL = 10;
    private static final int MOST = 100_000;
    private static final int LEAST = 5;

    public static final DatasetNotes NONE = new DatasetNotes("", "", "", Map.of(), "", USUAL, 0, List.of(), 0);

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static DatasetNotes read(Path file) {
        return Terms.read(file, DatasetNotes::of);
    }

    private static DatasetNotes of(Terms terms) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Terms each : terms.each("columns", "column")) {
            String column = each.needed("column", "name a column");
            if (columns.put(column, each.text("description").orElse("")) != null) {
                each.problem(column, "column '" + column + "' stands twice", "remove one of them");
            }
        }
        Optional<Terms> cells = terms.map("small-cells");
        return new DatasetNotes(
                terms.text("title").orElse(""),
                terms.text("description").orElse(""),
                terms.text("owner").orElse(""),
                columns,
                terms.text("units").orElse(""),
                terms.whole("keep-last", USUAL, 1, MOST),
                terms.whole("keep-days", 0, 0, MOST),
                cells.map(DatasetNotes::counts).orElse(List.of()),
                cells.map(each -> each.whole("least", LEAST, 2, MOST)).orElse(0));
    }

    private static List<String> counts(Terms cells) {
        List<String> columns = cells.texts("columns");
        if (columns.isEmpty()) {
            cells.problem(null, "'columns' names none", "name those that count persons");
        }
        return columns;
    }
}
