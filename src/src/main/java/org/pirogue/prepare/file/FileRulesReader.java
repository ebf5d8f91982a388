package org.pirogue.prepare.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** Reads {@code columns.yaml}, and everything that is wrong in it. */
final class FileRulesReader {
    private static final Set<String> ENCODINGS =
            Set.of("UTF-8", "windows-1252", "ISO-8859-1", "ISO-8859-15", "UTF-16", "UTF-16LE", "UTF-16BE");
    private static final Map<String, Character> SEPARATORS =
            Map.of(",", ',', ";", ';', "tab", '\t', "\t", '\t', "|", '|');

    private final String place;
    private final LocalDate today;
    private final List<Problem> problems = new ArrayList<>();

    FileRulesReader(String place, LocalDate today) {
        this.place = place;
        this.today = today;
    }

    FileRules read(Reader reader) {
        JsonNode tree = tree(reader);
        Entry all = new Entry(tree, place, problems);
        Entry file = new Entry(all.child("file"), place + ", file", problems);
        FileRules.Form form = form(file);
        List<FileColumn> columns = columns(all.child("columns"));
        Wide wide = wide(file.child("wide"), columns);
        file.refuseUnknown();
        all.refuseUnknown();
        refuseDoubles(columns, wide);
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return new FileRules(Digest.of(Stream.of(tree.toString())), form, columns, wide);
    }

    private JsonNode tree(Reader reader) {
        try {
            JsonNode tree = new YAMLMapper().readTree(reader);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JacksonException notYaml) {
            // Said below, as a text that is no map is.
        } catch (IOException unreadable) {
            problem("it cannot be read", "check that it is there and may be read");
        }
        problem("it is no YAML map", "write 'columns:' and a list of columns");
        throw new Problems(problems);
    }

    private void problem(String text, String hint) {
        problems.add(new Problem("P680", place, null, text, hint));
    }

    private FileRules.Form form(Entry file) {
        Optional<String> sheet = file.text("sheet");
        Optional<String> sheets = file.text("sheets").filter(text -> !text.equals("one"));
        if (sheets.isPresent() && !sheets.get().equals("all")) {
            file.problem(sheets.get(), "'sheets' is neither one nor all", "write one of them");
        }
        return new FileRules.Form(
                encodings(file),
                separators(file),
                sheet.map(FileRulesReader::glob).orElse(null),
                sheets.isPresent(),
                file.whole("headerRows", 1, 5),
                file.whole("headerWithin", 30, 1000),
                forms(file.texts("skip")),
                forms(file.texts("absent")));
    }

    private static List<String> forms(List<String> texts) {
        return texts.stream().map(Words::form).filter(form -> !form.isEmpty()).toList();
    }

    /** A star stands for anything. */
    private static Pattern glob(String name) {
        return Pattern.compile(Stream.of(name.split("\\*", -1))
                .map(Words::form)
                .map(form -> form.isEmpty() ? "" : Pattern.quote(form))
                .collect(Collectors.joining(".*")));
    }

    private static List<Charset> encodings(Entry file) {
        List<String> names = file.texts("encodings");
        names.stream()
                .filter(name -> !ENCODINGS.contains(name))
                .forEach(name ->
                        file.problem(name, "encoding '" + name + "' is not known", "use some of " + sorted(ENCODINGS)));
        List<Charset> known =
                names.stream().filter(ENCODINGS::contains).map(Charset::forName).toList();
        return known.isEmpty() ? List.of(Charset.forName("UTF-8")) : known;
    }

    private static List<Character> separators(Entry file) {
        List<String> names = file.texts("separators");
        names.stream()
                .filter(name -> !SEPARATORS.containsKey(name))
                .forEach(name -> file.problem(name, "separator '" + name + "' is not known", "use some of , ; tab |"));
        List<Character> known = names.stream()
                .filter(SEPARATORS::containsKey)
                .map(SEPARATORS::get)
                .distinct()
                .toList();
        return known.isEmpty() ? List.of(',', ';') : known;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private List<FileColumn> columns(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            problem("'columns' has no list of columns", "write '- name: …' for each");
        }
        List<FileColumn> columns = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String name = list.get(i).path("name").asText("");
            Entry entry = new Entry(
                    list.get(i), place + ", column " + (name.isEmpty() ? String.valueOf(i + 1) : name), problems);
            columns.add(new ColumnReader(entry, today).read());
        }
        return columns;
    }

    private @Nullable Wide wide(JsonNode node, List<FileColumn> columns) {
        if (node.isMissingNode()) {
            return null;
        }
        Entry entry = new Entry(node, place + ", file.wide", problems);
        String period = known(entry, entry.text("period").orElse(""), columns);
        String weeks = entry.text("weeks").orElse("iso");
        if (!Set.of("iso", "sunday").contains(weeks)) {
            entry.problem(weeks, "'weeks' is neither iso nor sunday", "write iso for weeks that begin on Monday");
        }
        List<String> years = entry.texts("year").stream().map(Words::form).toList();
        List<Wide.Value> values = new ArrayList<>();
        JsonNode list = entry.child("values");
        for (JsonNode each : list.isArray() ? list : MissingNode.getInstance()) {
            values.addAll(values(new Entry(each, place + ", file.wide.values", problems), weeks, columns));
        }
        if (values.isEmpty()) {
            entry.problem(null, "'values' names no column", "write '- column: …' and 'headers: \"{month} {year}\"'");
        }
        entry.refuseUnknown();
        return new Wide(period, years, values);
    }

    private static List<Wide.Value> values(Entry entry, String weeks, List<FileColumn> columns) {
        String column = known(entry, entry.text("column").orElse(""), columns);
        List<Wide.Value> values = new ArrayList<>();
        for (String header : entry.texts("headers")) {
            try {
                values.add(new Wide.Value(column, new PeriodWords(header, weeks.equals("iso") ? "W" : "SunW")));
            } catch (IllegalArgumentException bad) {
                entry.problem(header, String.valueOf(bad.getMessage()), "use {year}, {month}, {week} or {date}");
            }
        }
        entry.refuseUnknown();
        return values;
    }

    private static String known(Entry entry, String name, List<FileColumn> columns) {
        if (columns.stream().noneMatch(column -> column.name().equals(name))) {
            entry.problem(name, "'" + name + "' is no column of this file", "declare it under columns");
        }
        return name;
    }

    private void refuseDoubles(List<FileColumn> columns, @Nullable Wide wide) {
        Set<String> names = new HashSet<>();
        Map<String, String> owners = new HashMap<>();
        for (FileColumn column : columns) {
            if (!names.add(column.name())) {
                problem("column '" + column.name() + "' is declared twice", "remove one");
            }
            if (column.isInFile() && (wide == null || !wide.takes(column.name()))) {
                column.headers().forEach(header -> refuseShared(owners, header, column.name()));
            }
        }
    }

    private void refuseShared(Map<String, String> owners, String header, String column) {
        String other = owners.putIfAbsent(header, column);
        if (other != null && !other.equals(column)) {
            problem("header '" + header + "' means both '" + other + "' and '" + column + "'", "leave it with one");
        }
    }
}
