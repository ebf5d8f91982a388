package org.pirogue.prepare.rows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule takes out of the rows that it holds for.
 *
 * @param columns several only where they are added up; none for a count of rows
 */
record Take(Kind kind, List<String> columns) {
    private static final Pattern CALL = Pattern.compile("(sum|distinct|value)\\s*\\((.+)\\)");

    enum Kind {
        /** What stands in the column, of one row. */
        VALUE,
        SUM,
        ROWS,
        /** How many different values the column has. */
        DISTINCT
    }

    /** @param text {@code rows}, {@code sum(COLUMN + COLUMN)}, {@code distinct(COLUMN)}, {@code value(COLUMN)} or {@code COLUMN} */
    static Optional<Take> read(String text) {
        Matcher call = CALL.matcher(text);
        if (text.equals("rows")) {
            return Optional.of(new Take(Kind.ROWS, List.of()));
        }
        if (call.matches()) {
            Kind kind =
                    switch (call.group(1)) {
                        case "sum" -> Kind.SUM;
                        case "distinct" -> Kind.DISTINCT;
                        default -> Kind.VALUE;
                    };
            return columns(kind, call.group(2)).map(columns -> new Take(kind, columns));
        }
        return text.isEmpty() || text.contains("(")
                ? Optional.empty()
                : Optional.of(new Take(Kind.VALUE, List.of(text)));
    }

    private static Optional<List<String>> columns(Kind kind, String text) {
        List<String> columns = kind == Kind.SUM
                ? Arrays.stream(text.split("\\+", -1)).map(String::strip).toList()
                : List.of(text.strip());
        return columns.contains("") ? Optional.empty() : Optional.of(columns);
    }
}
