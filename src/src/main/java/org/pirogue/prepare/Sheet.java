package org.pirogue.prepare;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.Validity;

/**
 * A table that people edit in a spreadsheet: its rows by column, and a list of problems that grows while it is read.
 * Comma or semicolon separate (French spreadsheets save semicolons); UTF-8.
 *
 * <p>P210 unreadable file or row, P211 missing column, P212 unknown column, P213 empty cell, P214 bad period, P215
 * validity that ends before it begins, P217 a data element that is none.
 */
public final class Sheet {
    /** No column begins so. */
    private static final String NONE = "\n";

    private final String place;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private List<String> columns = List.of();

    private Sheet(String place) {
        this.place = place;
    }

    /** @param required columns that must stand in the header, @param optional columns that may */
    public static Sheet read(Path file, Set<String> required, Set<String> optional) {
        return read(file, required, optional, NONE);
    }

    /** As {@link #read(Path, Set, Set)}. @param beginning of the names of further columns that may stand in the header */
    public static Sheet read(Path file, Set<String> required, Set<String> optional, String beginning) {
        String place = file.getFileName().toString();
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader, place, required, optional, beginning);
        } catch (MalformedInputException notUtf8) {
            return unreadable(place, "it is not UTF-8", "save it as CSV in UTF-8");
        } catch (IOException | UncheckedIOException unreadable) {
            return unreadable(place, "it cannot be read", "check that it is there and may be read");
        }
    }

    /** @param place what the reader reads, for messages */
    public static Sheet read(Reader reader, String place, Set<String> required, Set<String> optional) {
        return read(reader, place, required, optional, NONE);
    }

    /** As {@link #read(Path, Set, Set, String)}. @param place what the reader reads, for messages */
    public static Sheet read(
            Reader reader, String place, Set<String> required, Set<String> optional, String beginning) {
        Sheet sheet = new Sheet(place);
        try {
            sheet.fill(textOf(reader), required, optional, beginning);
        } catch (CsvParseException malformed) {
            sheet.problem("P210", place, null, "it is not a CSV table", "check quotes and line ends");
        }
        return sheet;
    }

    /** In the order in which a person is told them. */
    public static Set<String> columns(String... names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
    }

    public String place() {
        return place;
    }

    /** As the first line names them. */
    public List<String> columns() {
        return columns;
    }

    public List<Row> rows() {
        return rows;
    }

    public void problem(String code, String at, @Nullable String value, String text, String hint) {
        problems.add(new Problem(code, at, value, text, hint));
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** @throws Problems when there is at least one */
    public void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
    }

    private static Sheet unreadable(String place, String text, String hint) {
        Sheet sheet = new Sheet(place);
        sheet.problem("P210", place, null, text, hint);
        return sheet;
    }

    static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        return header.contains(";") && !header.contains(",") ? ';' : ',';
    }

    private void fill(String text, Set<String> required, Set<String> optional, String beginning) {
        char separator = separator(text);
        try (Stream<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)
                .stream()) {
            List<CsvRecord> lines = records.toList();
            columns = lines.isEmpty()
                    ? List.of()
                    : lines.get(0).getFields().stream().map(String::strip).toList();
            checkHeader(required, optional, beginning);
            lines.stream().skip(1).forEach(this::addRow);
        }
    }

    private void checkHeader(Set<String> required, Set<String> optional, String beginning) {
        Set<String> known = new LinkedHashSet<>(required);
        known.addAll(optional);
        required.stream()
                .filter(column -> !columns.contains(column))
                .forEach(column -> problem(
                        "P211",
                        place + ":1",
                        column,
                        "column '" + column + "' is missing",
                        "add it to the first line"));
        columns.stream()
                .filter(column -> !known.contains(column) && !column.startsWith(beginning))
                .forEach(column -> problem(
                        "P212",
                        place + ":1",
                        column,
                        "column '" + column + "' is not known",
                        "use " + String.join(", ", known)));
        if (new LinkedHashSet<>(columns).size() < columns.size()) {
            problem("P212", place + ":1", null, "a column stands twice in the first line", "remove one of them");
        }
    }

    private void addRow(CsvRecord line) {
        String at = place + ":" + line.getStartingLineNumber();
        if (line.getFields().stream().allMatch(String::isBlank)) {
            return;
        }
        if (line.getFieldCount() != columns.size()) {
            problem(
                    "P210",
                    at,
                    null,
                    "the row has " + line.getFieldCount() + " cells, the first line " + columns.size(),
                    "add or remove separators; put a text with separators in quotes");
            return;
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), line.getField(i).strip());
        }
        rows.add(new Row(at, cells));
    }

    private static String textOf(Reader reader) {
        try {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            String all = text.toString();
            return all.startsWith("\uFEFF") ? all.substring(1) : all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One row of the table. */
    public final class Row {
        private final String at;
        private final Map<String, String> cells;

        private Row(String at, Map<String, String> cells) {
            this.at = at;
            this.cells = cells;
        }

        /** File and line. */
        public String at() {
            return at;
        }

        /** Stripped; empty for an empty or an absent cell. */
        public String text(String column) {
            return cells.getOrDefault(column, "");
        }

        /** As {@link #text}, but an empty cell is a problem. */
        public String code(String column) {
            String code = text(column);
            if (code.isEmpty() && cells.containsKey(column)) {
                problem("P213", null, "'" + column + "' is empty", "write a code");
            }
            return code;
        }

        /** As {@link #code}, and not the name that is kept for the registration of a report as complete (P217). */
        public String dataElement(String column) {
            String code = code(column);
            if (code.equals(Cell.COMPLETE.dataElement())) {
                problem(
                        "P217",
                        code,
                        "'" + code + "' is no data element",
                        "remove the row: that reports are complete travels by 'completeness' of the source");
            }
            return code;
        }

        /** Of the columns {@code valid_from} and {@code valid_to}. */
        public Validity validity() {
            Validity validity = new Validity(
                    period("valid_from").orElse(null), period("valid_to").orElse(null));
            if (validity.isEmpty()) {
                problem("P215", text("valid_to"), "valid_to lies before valid_from", "swap or correct them");
            }
            return validity;
        }

        public void problem(String code, @Nullable String value, String text, String hint) {
            Sheet.this.problem(code, at, value, text, hint);
        }

        private Optional<Period> period(String column) {
            String id = text(column);
            Optional<Period> period = Period.read(id);
            if (period.isEmpty() && !id.isEmpty()) {
                problem(
                        "P214",
                        id,
                        column + " '" + id + "' is not a DHIS2 period",
                        "write for instance 202501, 2025W1 or 2025, or leave it empty");
            }
            return period;
        }
    }
}
