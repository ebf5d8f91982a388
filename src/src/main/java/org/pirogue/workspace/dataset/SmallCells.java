package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;

/**
 * Columns that count persons, and the fewest that a count may tell of: what {@code dataset.yaml} says under {@code small-cells}, as
 * it stands in the lineage of a version.
 *
 * @param least 0 where nothing was said
 */
record SmallCells(List<String> columns, int least) {

    static SmallCells of(DatasetVersion version) {
        return of(version.lineage());
    }

    private static SmallCells of(JsonNode lineage) {
        JsonNode cells = lineage.path("smallCells");
        List<String> columns = new ArrayList<>();
        cells.path("columns").forEach(each -> columns.add(each.asText()));
        return new SmallCells(columns, cells.path("least").asInt(0));
    }

    /** @throws DatasetProblem P771 where one of them is no column of counts: it would be looked at by nobody */
    static void check(Publication publication, List<Column> columns) {
        List<String> counts = columns.stream()
                .filter(column -> column.type() == Column.Type.INTEGER || column.type() == Column.Type.NUMBER)
                .map(Column::name)
                .toList();
        List<String> none = new ArrayList<>(of(publication.lineage()).columns());
        none.removeAll(counts);
        if (!none.isEmpty()) {
            throw new DatasetProblem(
                    "P771",
                    "'small-cells' of " + publication.dataset() + " names " + none
                            + ", and the table has no column of numbers of that name: it has " + counts);
        }
    }

    boolean isAsked() {
        return least > 1;
    }

    /**
     * How many cells of {@code n} are small, or changed by little against {@code o}: what a reader of both knows is a small
     * cell, too.
     *
     * @param before columns of {@code o}, null where there is none
     */
    static String count(List<String> columns, @Nullable List<String> before, int least) {
        return columns.stream()
                .map(column -> {
                    String now = "n." + Identifiers.quoted(column);
                    String small = small(now, least);
                    return before != null && before.contains(column)
                            ? "(" + small + " or " + small(now + " - o." + Identifiers.quoted(column), least) + ")"
                            : small;
                })
                .map(small -> "count(*) filter (where " + small + ")")
                .collect(Collectors.joining(" + "));
    }

    private static String small(String count, int least) {
        return "(abs(" + count + ") > 0 and abs(" + count + ") < " + least + ")";
    }
}
