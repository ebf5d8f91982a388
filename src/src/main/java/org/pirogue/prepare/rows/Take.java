package org.pirogue.prepare.rows;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule takes out of the rows that it holds for.
 *
 * @param column empty for a count of rows
 */
record Take(Kind kind, String column) {
    private static final Pattern CALL = Pattern.compile("(sum|distinct|value)\\s*\\((.+)\\)");

    enum Kind {
        /** What stands in the column, of one row. */
        VALUE,
        SUM,
        ROWS,
        /** How many different values the column has. */
        DISTINCT
    }

    /** @param text {@code rows}, {@code sum(COLUMN)}, {@code distinct(COLUMN)}, {@code value(COLUMN)} or {@code COLUMN} */
    static Optional<Take> read(String text) {
        Matcher call = CALL.matcher(text);
        if (text.equals("rows")) {
            return Optional.of(new Take(Kind.ROWS, ""));
        }
        if (call.matches()) {
            Kind kind =
                    switch (call.group(1)) {
                        case "sum" -> Kind.SUM;
                        case "distinct" -> Kind.DISTINCT;
                        default -> Kind.VALUE;
                    };
            return Optional.of(new Take(kind, call.group(2).strip()));
        }
        return text.isEmpty() || text.contains("(") ? Optional.empty() : Optional.of(new Take(Kind.VALUE, text));
    }
}
