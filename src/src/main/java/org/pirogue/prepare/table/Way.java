package org.pirogue.prepare.table;

import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Row;

/** One way in which a value is made to say less of a person. */
interface Way {
    /** What it may need beside the row. */
    record Means(Pseudonyms pseudonyms, Hierarchy hierarchy) {}

    /** @param value never empty; @return empty where the value is none that can be treated so: it is left out then */
    Optional<String> of(String value, Row row, Means means);

    /** Of what it makes of a column. */
    Type type(Column before);

    /** Further columns that it looks at, which may be left out themselves. */
    default List<String> looksAt() {
        return List.of();
    }

    /** Those of them, and whether the column itself, that must be of days. */
    default List<String> days(String column) {
        return List.of();
    }

    /** What says nothing of the person any more, by itself. */
    default boolean saysNothing() {
        return false;
    }

    /** What stays about one person whatever is done with other columns. */
    default boolean staysPersonal() {
        return false;
    }
}
