package org.pirogue.prepare.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.prepare.Numbers;

/** Reads one entry of {@code columns}. */
final class ColumnReader {
    private static final List<String> TRUE = List.of("oui", "yes", "vrai", "true", "o", "y", "1", "x");
    private static final List<String> FALSE = List.of("non", "no", "faux", "false", "n", "0");

    private final Entry entry;
    private final LocalDate today;

    ColumnReader(Entry entry, LocalDate today) {
        this.entry = entry;
        this.today = today;
    }

    FileColumn read() {
        String name = entry.text("name").orElse("");
        if (name.isBlank()) {
            entry.problem(null, "'name' is missing", "write the name that the column has in the table");
        }
        Type type = type();
        Column column = new Column(
                name,
                type,
                entry.flag("personal", false),
                entry.text("description").orElse(""));
        FileColumn read = new FileColumn(
                column,
                entry.flag("required", false),
                headers(name),
                values(type),
                type == Type.BOOLEAN
                        || !entry.flag("otherValues", entry.child("values").isMissingNode()),
                dates(),
                numbers(),
                range(type),
                periods(),
                entry.flag("fillDown", false),
                fileName(),
                entry.flag("fromSheet", false));
        entry.refuseUnknown();
        return read;
    }

    private Type type() {
        String text = entry.text("type").orElse("text");
        Optional<Type> type = Arrays.stream(Type.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (type.isEmpty()) {
            entry.problem(text, "type '" + text + "' is not known", "write text, integer, number, date or boolean");
        }
        return type.orElse(Type.TEXT);
    }

    private Set<String> headers(String name) {
        Set<String> headers = new LinkedHashSet<>();
        headers.add(Words.form(name));
        entry.texts("headers").forEach(header -> headers.add(Words.form(header)));
        headers.remove("");
        return headers;
    }

    private Map<String, String> values(Type type) {
        Map<String, String> values = new LinkedHashMap<>();
        if (type == Type.BOOLEAN) {
            TRUE.forEach(form -> values.put(form, "true"));
            FALSE.forEach(form -> values.put(form, "false"));
        }
        JsonNode given = entry.child("values");
        if (given.isObject()) {
            given.fields().forEachRemaining(each -> {
                put(values, each.getKey(), each.getKey());
                entry.texts("values", each.getValue()).forEach(text -> put(values, text, each.getKey()));
            });
        } else {
            entry.texts("values", given).forEach(text -> put(values, text, text));
        }
        return values;
    }

    private void put(Map<String, String> values, String text, String value) {
        String before = values.put(Words.form(text), value);
        if (before != null && !before.equals(value)) {
            entry.problem(text, "'" + text + "' means both '" + before + "' and '" + value + "'", "leave it with one");
        }
    }

    private DateForms dates() {
        List<String> formats = entry.texts("formats");
        LocalDate latest = today.plusYears(1);
        try {
            DateForms dates = new DateForms(formats.isEmpty() ? List.of("yyyy-MM-dd") : formats, latest);
            dates.ambiguous()
                    .ifPresent(pattern -> entry.problem(
                            pattern, "two formats read the same text as two days", "leave the one that the file uses"));
            return dates;
        } catch (IllegalArgumentException noPattern) {
            entry.problem(String.join(" ", formats), "a format is none of a date", "write for instance dd/MM/yyyy");
            return new DateForms(List.of("yyyy-MM-dd"), latest);
        }
    }

    private NumberForms numbers() {
        String decimal = oneOf("decimal", "point", "comma");
        Optional<String> thousands = entry.text("thousands");
        String percent = oneOf("percent", "fraction", "hundred");
        if (thousands.isPresent() && thousands.get().length() != 1) {
            entry.problem(thousands.get(), "'thousands' is not one sign", "write for instance '.'");
            thousands = Optional.empty();
        }
        char sign = decimal.equals("comma") ? ',' : '.';
        if (thousands.isPresent() && thousands.get().charAt(0) == sign) {
            entry.problem(thousands.get(), "thousands and decimals have the same sign", "declare 'decimal' too");
        }
        return new NumberForms(sign, thousands.map(text -> text.charAt(0)).orElse((char) 0), percent.equals("hundred"));
    }

    private String oneOf(String name, String usual, String other) {
        String text = entry.text(name).orElse(usual);
        if (!text.equals(usual) && !text.equals(other)) {
            entry.problem(text, "'" + name + "' is neither " + usual + " nor " + other, "write one of them");
        }
        return text;
    }

    private List<PeriodWords> periods() {
        String weeks = oneOf("weeks", "iso", "sunday");
        List<PeriodWords> periods = new ArrayList<>();
        for (String text : entry.texts("periods")) {
            try {
                PeriodWords words = new PeriodWords(text, weeks.equals("iso") ? "W" : "SunW");
                if (words.hasYear()) {
                    periods.add(words);
                } else {
                    entry.problem(text, "'" + text + "' has no year", "write for instance {year} S{week}");
                }
            } catch (IllegalArgumentException bad) {
                entry.problem(text, String.valueOf(bad.getMessage()), "use {year}, {month}, {week} or {date}");
            }
        }
        return periods;
    }

    private FileColumn.Range range(Type type) {
        Optional<String> min = entry.text("min");
        Optional<String> max = entry.text("max");
        return switch (type) {
            case INTEGER, NUMBER ->
                new FileColumn.Range(
                        min.map(this::number).orElse(null),
                        max.map(this::number).orElse(null),
                        null,
                        null);
            case DATE ->
                new FileColumn.Range(
                        null,
                        null,
                        min.map(this::date).orElse(null),
                        max.map(this::date).orElse(null));
            case TEXT, BOOLEAN -> {
                if (min.isPresent() || max.isPresent()) {
                    entry.problem(null, "a text has no min and max", "remove them, or write a type");
                }
                yield FileColumn.Range.ANY;
            }
        };
    }

    private @Nullable BigDecimal number(String text) {
        Optional<BigDecimal> number = Numbers.read(text);
        if (number.isEmpty()) {
            entry.problem(text, "'" + text + "' is not a number", "write one");
        }
        return number.orElse(null);
    }

    private @Nullable LocalDate date(String text) {
        try {
            return text.equals("today") ? today : LocalDate.parse(text);
        } catch (DateTimeParseException noDate) {
            entry.problem(text, "'" + text + "' is not a date", "write for instance 2026-01-31, or today");
            return null;
        }
    }

    private @Nullable Pattern fileName() {
        Optional<String> text = entry.text("fromFile");
        try {
            Pattern pattern = text.map(Pattern::compile).orElse(null);
            if (pattern == null || pattern.matcher("").groupCount() == 1) {
                return pattern;
            }
        } catch (PatternSyntaxException malformed) {
            // Said below, as a pattern without a group is.
        }
        entry.problem(text.get(), "'fromFile' is no pattern with one group", "write for instance 'cases_(.+)_2026'");
        return null;
    }
}
