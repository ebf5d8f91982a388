package org.pirogue.prepare.table;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.prepare.Numbers;

/** The columns of a CSV file as rules declare them; what they do not name is not read. */
record FileColumns(List<Column> columns) {
    static FileColumns of(Terms terms) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Terms each : terms.each("columns", "name")) {
            String name = each.needed("name", "write it as in the first line of the file");
            Type type = each.word("type", Type.class, Type.TEXT);
            boolean personal = each.word("personal", Flag.class, Flag.FALSE) == Flag.TRUE;
            columns.add(
                    new Column(name, type, personal, each.text("description").orElse("")));
            if (!names.add(name)) {
                each.problem(name, "column '" + name + "' is declared twice", "remove one of them");
            }
        }
        if (columns.isEmpty()) {
            terms.problem(null, "'columns' names none", "declare those that are used");
        }
        return new FileColumns(columns);
    }

    private enum Flag {
        TRUE,
        FALSE
    }

    /** As a table writes it; empty where the text is none of that type. */
    static Optional<String> written(String text, Type type) {
        return switch (type) {
            case TEXT -> Optional.of(text);
            case INTEGER ->
                Numbers.read(text)
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::toBigInteger)
                        .map(Object::toString);
            case NUMBER -> Numbers.read(text).map(Numbers::write);
            case DATE -> Normal.day(text).map(LocalDate::toString);
            case BOOLEAN ->
                Optional.of(text.toLowerCase(Locale.ROOT))
                        .filter(flag -> Set.of("true", "false").contains(flag));
        };
    }
}
