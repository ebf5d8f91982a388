package org.pirogue.prepare;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.period.Period;

/** A table of a flow as its lines stand in the file, to point at them and to write one more in the same shape. */
public final class TableLines {
    private final char separator;
    private final List<String> columns;
    private final List<Line> lines;

    /** @param number in the file, from 1; @param text as a row of this table */
    public record Line(long number, String text, List<String> cells) {}

    private TableLines(char separator, List<String> columns, List<Line> lines) {
        this.separator = separator;
        this.columns = columns;
        this.lines = lines;
    }

    /** A table that is not there or cannot be read has no lines and no columns. */
    public static TableLines read(Path file) {
        try {
            String text = Files.readString(file).replaceFirst("^\uFEFF", "");
            char separator = Sheet.separator(text);
            List<CsvRecord> records = records(text, separator);
            List<String> columns = records.isEmpty()
                    ? List.of()
                    : records.get(0).getFields().stream().map(String::strip).toList();
            List<Line> lines = new ArrayList<>();
            for (CsvRecord each : records.subList(Math.min(1, records.size()), records.size())) {
                lines.add(
                        new Line(each.getStartingLineNumber(), written(each.getFields(), separator), each.getFields()));
            }
            return new TableLines(separator, columns, lines);
        } catch (IOException | CsvParseException unreadable) {
            return new TableLines(',', List.of(), List.of());
        }
    }

    private static List<CsvRecord> records(String text, char separator) {
        try (Stream<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)
                .stream()) {
            return records.toList();
        }
    }

    /** The lines that name the cell in these two columns. */
    public List<Line> of(String elementColumn, String optionsColumn, Cell cell) {
        return lines.stream()
                .filter(line -> Cell.of(field(line, elementColumn), field(line, optionsColumn))
                        .equals(cell))
                .toList();
    }

    /** Where the last of these lines ends, the period after it; else empty. */
    public String after(List<Line> some) {
        List<Optional<Period>> ends =
                some.stream().map(line -> Period.read(field(line, "valid_to"))).toList();
        return ends.stream().allMatch(Optional::isPresent)
                ? ends.stream()
                        .flatMap(Optional::stream)
                        .max(Period::compareTo)
                        .map(last -> last.next().id())
                        .orElse("")
                : "";
    }

    /** One more row, in the order and with the separator of this table; in the given order where it has no columns. */
    public String row(Map<String, String> cells) {
        List<String> order = columns.isEmpty() ? List.copyOf(cells.keySet()) : columns;
        return written(
                order.stream()
                        .map(column -> Objects.requireNonNullElse(cells.get(column), ""))
                        .toList(),
                separator);
    }

    private String field(Line line, String column) {
        int at = columns.indexOf(column);
        return at < 0 || at >= line.cells().size() ? "" : line.cells().get(at).strip();
    }

    private static String written(List<String> fields, char separator) {
        StringWriter row = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().fieldSeparator(separator).build(row)) {
            csv.writeRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row.toString().strip();
    }
}
