package org.pirogue.workspace.dataset;

import java.util.List;
import org.pirogue.batch.Column;

/**
 * What of a version somebody may have.
 *
 * @param name by which files of it are kept apart; small letters, digits, hyphens
 * @param columns those that are given, in the version's order
 * @param where condition on the rows, with a question mark for each of {@code values}
 */
record Cut(String name, List<String> columns, String where, List<Object> values) {
    static final String ALL = "all";

    static Cut whole(DatasetVersion version) {
        return new Cut(ALL, version.columns().stream().map(Column::name).toList(), "true", List.of());
    }

    List<Column> of(DatasetVersion version) {
        return version.columns().stream()
                .filter(column -> columns.contains(column.name()))
                .toList();
    }
}
