package org.pirogue.prepare.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.pirogue.prepare.Problem;

/** The header of a file: found by its words, wherever it begins. */
final class Header {
    private static final double ALIKE = 0.85;

    private final long row;
    private final List<String> titles;
    private final FileRules rules;
    private final SortedMap<Integer, FileColumn> columns = new TreeMap<>();
    private final SortedMap<Integer, Wide.Found> wide = new TreeMap<>();
    private final SortedMap<Integer, String> doubles = new TreeMap<>();
    private int year = -1;

    /** A header, and the rows below it. */
    record Found(Header header, List<RawRow> above, Iterator<RawRow> below) {}

    private Header(long row, List<List<String>> spellings, FileRules rules) {
        this.row = row;
        this.titles = spellings.stream().map(each -> each.get(0)).toList();
        this.rules = rules;
        for (int i = 0; i < spellings.size(); i++) {
            place(i, spellings.get(i));
        }
    }

    /** How many columns the most likely header among the first rows has; 0 where none looks like one. */
    static int known(Iterator<RawRow> rows, FileRules rules) {
        return candidates(first(rows, rules), rules).stream()
                .mapToInt(Header::known)
                .max()
                .orElse(0);
    }

    /** @throws BadFile P685 where none of the first rows is one */
    static Found find(Iterator<RawRow> rows, FileRules rules) {
        List<RawRow> first = first(rows, rules);
        List<Header> candidates = candidates(first, rules);
        int best = IntStream.range(0, candidates.size())
                .boxed()
                .max(Comparator.<Integer>comparingInt(i -> candidates.get(i).known())
                        .thenComparing(Comparator.reverseOrder()))
                .filter(i -> candidates.get(i).known() > 0)
                .orElseThrow(() -> new BadFile(
                        "P685",
                        "none of its first " + rules.headerWithin() + " rows has a declared header",
                        "check that it is the right file and sheet, or declare its headers under columns"));
        int end = best + rules.headerRows();
        return new Found(candidates.get(best), first.subList(0, end), joined(first.subList(end, first.size()), rows));
    }

    private static Iterator<RawRow> joined(List<RawRow> head, Iterator<RawRow> tail) {
        Iterator<RawRow> begin = head.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return begin.hasNext() || tail.hasNext();
            }

            @Override
            public RawRow next() {
                return begin.hasNext() ? begin.next() : tail.next();
            }
        };
    }

    private static List<RawRow> first(Iterator<RawRow> rows, FileRules rules) {
        List<RawRow> first = new ArrayList<>();
        while (first.size() < rules.headerWithin() + rules.headerRows() - 1 && rows.hasNext()) {
            first.add(rows.next());
        }
        return first;
    }

    private static List<Header> candidates(List<RawRow> first, FileRules rules) {
        List<Header> candidates = new ArrayList<>();
        for (int i = 0; i + rules.headerRows() <= first.size(); i++) {
            List<RawRow> rows = first.subList(i, i + rules.headerRows());
            candidates.add(new Header(rows.get(0).number(), spellings(rows), rules));
        }
        return candidates;
    }

    /**
     * Of each column the titles of all rows together, then the lowest alone. A title of an upper row goes on over the empty
     * cells at its right, as a merged one does.
     */
    private static List<List<String>> spellings(List<RawRow> rows) {
        int width = rows.stream().mapToInt(each -> each.cells().size()).max().orElse(0);
        List<String> upper = new ArrayList<>(Collections.nCopies(width, ""));
        List<String> lowest = new ArrayList<>(Collections.nCopies(width, ""));
        for (RawRow row : rows) {
            String last = "";
            for (int i = 0; i < width; i++) {
                String text = row.cell(i).text().strip();
                last = text.isEmpty() && row != rows.get(rows.size() - 1) ? last : text;
                upper.set(i, (upper.get(i) + " " + last).strip());
                lowest.set(i, text.isEmpty() ? lowest.get(i) : text);
            }
        }
        return IntStream.range(0, width)
                .mapToObj(i -> List.of(upper.get(i), lowest.get(i)))
                .toList();
    }

    private void place(int index, List<String> spellings) {
        for (String title : spellings) {
            if (!title.isEmpty() && place(index, title)) {
                return;
            }
        }
    }

    private boolean place(int index, String title) {
        String form = Words.form(title);
        Optional<FileColumn> column = rules.columns().stream()
                .filter(each -> each.isInFile() && !rules.isWide(each))
                .filter(each -> each.headers().contains(form))
                .findFirst();
        if (column.isPresent()) {
            if (columns.containsValue(column.get())) {
                doubles.put(index, column.get().name());
            }
            columns.put(index, column.get());
            return true;
        }
        if (rules.wide().isPresent() && rules.wide().get().isYear(form)) {
            year = index;
            return true;
        }
        Optional<Wide.Found> found = rules.wide().flatMap(each -> each.of(title));
        found.ifPresent(each -> wide.put(index, each));
        return found.isPresent();
    }

    private int known() {
        return columns.size() - doubles.size() + wide.size();
    }

    long row() {
        return row;
    }

    int width() {
        return titles.size();
    }

    String title(int index) {
        return index < titles.size() ? titles.get(index) : "";
    }

    SortedMap<Integer, FileColumn> columns() {
        return columns;
    }

    SortedMap<Integer, Wide.Found> wide() {
        return wide;
    }

    /** Of the column that has the year of periods without one; -1 for none. */
    int year() {
        return year;
    }

    /** Titles that nobody declared. */
    List<Integer> unknown() {
        return IntStream.range(0, titles.size())
                .filter(i -> !titles.get(i).isEmpty())
                .filter(i -> i != year && !columns.containsKey(i) && !wide.containsKey(i))
                .boxed()
                .toList();
    }

    /** Whether the row is this header once more, as at the top of a printed page. */
    boolean isAgain(RawRow again) {
        return columns.size() > 1
                && columns.keySet().stream()
                        .allMatch(i -> Words.form(again.cell(i).text()).equals(Words.form(titles.get(i))));
    }

    /** For which the file is refused: P686 missing columns, P688 columns that stand twice. */
    List<Problem> problems(String place) {
        List<Problem> problems = new ArrayList<>();
        Set<FileColumn> there = new HashSet<>(columns.values());
        for (FileColumn column : rules.columns()) {
            boolean missing = rules.isWide(column) ? wide.isEmpty() : column.isInFile() && !there.contains(column);
            if (column.required() && missing) {
                problems.add(missing(place, column));
            }
        }
        doubles.forEach((index, name) -> problems.add(new Problem(
                "P688",
                place,
                name,
                "column '" + name + "' stands there twice, again as '" + titles.get(index) + "'",
                "remove one, or take its header from columns.yaml")));
        yearless(place).ifPresent(problems::add);
        return problems;
    }

    private Problem missing(String place, FileColumn column) {
        String hint = unknown().stream()
                .map(titles::get)
                .filter(title -> column.headers().stream()
                        .anyMatch(each -> new JaroWinklerSimilarity().apply(each, Words.form(title)) >= ALIKE))
                .findFirst()
                .map(title -> "if '" + title + "' is meant, add it to its headers in columns.yaml")
                .orElse("add it to the file, or its header to columns.yaml");
        return new Problem("P686", place, column.name(), "column '" + column.name() + "' is missing", hint);
    }

    private Optional<Problem> yearless(String place) {
        return wide.values().stream()
                .filter(found -> found.period().year() == null && year < 0)
                .findFirst()
                .map(found -> new Problem(
                        "P686",
                        place,
                        null,
                        "the headers of periods have no year, and no column has it",
                        "declare that column under file.wide.year"));
    }
}
