package org.pirogue.prepare.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pirogue.batch.Row;

/** A column by which rows are compared, and how its values are written before. */
record KeyColumn(String column, Set<Normal> forms) {
    /** Stands in no value that a file or a server can have. */
    private static final char BETWEEN = '\u001f';

    static KeyColumn of(String column, Terms terms) {
        List<Normal> forms = terms.texts("normal").stream()
                .flatMap(text -> terms.word(text, "normal", Normal.class).stream())
                .toList();
        return new KeyColumn(column, Normal.set(forms));
    }

    /** How their values compare, as one text; empty where one of them has no value: nothing is equal to the unknown. */
    static Optional<String> key(List<KeyColumn> columns, Row row) {
        String key = columns.stream().map(each -> each.of(row)).collect(Collectors.joining(String.valueOf(BETWEEN)));
        return Arrays.stream(key.split(String.valueOf(BETWEEN), -1)).anyMatch(String::isEmpty)
                ? Optional.empty()
                : Optional.of(key);
    }

    private String of(Row row) {
        return Normal.of(row.value(column), forms).replace(BETWEEN, ' ');
    }
}
