package org.pirogue.workspace.dataset;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a version has that the one before did not, row by row of the same key. */
record Difference(long added, long changed, long gone) {

    boolean isNothing() {
        return added + changed + gone == 0;
    }

    /** @param table quoted, of the new version */
    static Difference of(
            @Nullable DatasetVersion before, String table, List<Column> columns, List<String> key, JdbcTemplate jdbc) {
        if (before == null || !names(before.columns()).containsAll(key)) {
            Long rows = jdbc.queryForObject("select count(*) from " + table, Long.class);
            return new Difference(rows == null ? 0 : rows, 0, before == null ? 0 : before.rows());
        }
        String same = key.stream().map(Difference::equal).collect(Collectors.joining(" and "));
        return jdbc.queryForObject(
                "select count(*) filter (where o._row is null), count(*) filter (where n._row is not null and o._row is not"
                        + " null and " + differs(before, columns) + "), count(*) filter (where n._row is null) from "
                        + table
                        + " n full join " + before.table() + " o on " + same,
                (row, i) -> new Difference(row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    private static Set<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.toSet());
    }

    /** As texts: a column may have another type since. An absent value is one too. */
    private static String equal(String column) {
        String name = Identifiers.quoted(column);
        return "coalesce(n." + name + "::text, '') = coalesce(o." + name + "::text, '')";
    }

    private static String differs(DatasetVersion before, List<Column> columns) {
        if (!shape(before.columns()).equals(shape(columns))) {
            return "true";
        }
        return "(" + row("n", columns) + ") is distinct from (" + row("o", columns) + ")";
    }

    static List<String> shape(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + ":" + column.type())
                .sorted()
                .toList();
    }

    private static String row(String alias, List<Column> columns) {
        return "row("
                + columns.stream()
                        .map(column -> alias + "." + Identifiers.quoted(column.name()))
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
