package org.pirogue.ledger.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Row;

/**
 * Rows as short texts, for as long as this object lives: a column is written as its number here, so that its name is not
 * encrypted and stored a million times. Each text is a run of parts, each {@code length:text}.
 */
final class RowText {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    String of(Row row) {
        StringBuilder text = new StringBuilder(128);
        part(text, row.place());
        row.values().forEach((name, value) -> {
            text.append(number(name)).append('=');
            part(text, value);
        });
        return text.toString();
    }

    private int number(String name) {
        Integer known = numbers.get(name);
        if (known == null) {
            known = names.size();
            names.add(name);
            numbers.put(name, known);
        }
        return known;
    }

    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    Row row(String text) {
        Cut cut = new Cut(text);
        String place = cut.part();
        Map<String, String> values = new HashMap<>();
        while (cut.more()) {
            values.put(names.get(cut.number('=')), cut.part());
        }
        return new Row(place, values);
    }

    /** Goes through a text once. */
    private static final class Cut {
        private final String text;
        private int at;

        Cut(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        int number(char end) {
            int number = 0;
            for (char digit; (digit = text.charAt(at++)) != end; ) {
                number = number * 10 + digit - '0';
            }
            return number;
        }

        String part() {
            int length = number(':');
            at += length;
            return text.substring(at - length, at);
        }
    }
}
