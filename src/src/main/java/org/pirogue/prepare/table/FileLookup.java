package org.pirogue.prepare.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/**
 * A CSV file, comma or semicolon, UTF-8, read row by row. P667 where it cannot be read, a declared column is not in its first
 * line, or a value is not of its column's type: then the row is left out.
 */
final class FileLookup implements Lookup {
    private static final String UNREADABLE = "P667";
    private static final int LONGEST_HEAD = 8_000;
    private static final Envelope NONE = new Envelope("", "", 0, 0, Envelope.Mode.SYNC);

    private final Path file;
    private final FileColumns declared;

    FileLookup(Path file, FileColumns declared) {
        this.file = file;
        this.declared = declared;
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public Table open() {
        try {
            // Unlike FastCSV's own reading of a file, it refuses what is not UTF-8.
            BufferedReader text = Files.newBufferedReader(file);
            CsvReader<NamedCsvRecord> records = CsvReader.builder()
                    .fieldSeparator(separator(text))
                    .allowMissingFields(true)
                    .allowExtraFields(true)
                    .ofNamedCsvRecord(text);
            var iterator = records.iterator();
            Rows rows = new Rows(iterator, declared.columns(), this);
            return new Table(NONE, declared.columns(), rows, () -> close(records));
        } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
            throw problem("it cannot be read", "check that it is there, and CSV in UTF-8");
        }
    }

    /** Leaves the reader behind the mark that spreadsheets put before UTF-8. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(LONGEST_HEAD);
        char[] begin = new char[LONGEST_HEAD];
        int length = Math.max(0, text.read(begin));
        text.reset();
        if (length > 0 && begin[0] == '\uFEFF') {
            text.skip(1);
        }
        String head = new String(begin, 0, length).lines().findFirst().orElse("");
        return head.contains(";") && !head.contains(",") ? ';' : ',';
    }

    private static void close(CsvReader<?> records) {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Problems problem(String text, String hint) {
        return new Problems(List.of(new Problem(UNREADABLE, name(), null, text, hint)));
    }

    /** Rows as they are asked for. */
    private static final class Rows implements Iterator<Part> {
        private final Iterator<NamedCsvRecord> records;
        private final List<Column> columns;
        private final FileLookup file;
        private boolean headSeen;

        Rows(Iterator<NamedCsvRecord> records, List<Column> columns, FileLookup file) {
            this.records = records;
            this.columns = columns;
            this.file = file;
        }

        @Override
        public boolean hasNext() {
            return read(records::hasNext);
        }

        @Override
        public Part next() {
            Page page = new Page();
            while (hasNext() && !page.isFull()) {
                NamedCsvRecord next = read(records::next);
                checkHead(next);
                if (!next.getFields().stream().allMatch(String::isBlank)) {
                    take(next, page);
                }
            }
            return page.taken();
        }

        private <T> T read(Supplier<T> reading) {
            try {
                return reading.get();
            } catch (CsvParseException | UncheckedIOException malformed) {
                throw file.problem("it is not a CSV table in UTF-8", "check quotes, line ends and encoding");
            }
        }

        private void checkHead(NamedCsvRecord first) {
            List<String> missing = columns.stream()
                    .map(Column::name)
                    .filter(name -> !headSeen && !first.getHeader().contains(name))
                    .toList();
            if (!missing.isEmpty()) {
                throw file.problem("its first line has no " + missing, "declare them as they stand there");
            }
            headSeen = true;
        }

        private void take(NamedCsvRecord next, Page page) {
            String place = file.name() + ":" + next.getStartingLineNumber();
            Map<String, String> values = new HashMap<>();
            for (Column column : columns) {
                String text = next.findField(column.name()).orElse("").strip();
                Optional<String> value = FileColumns.written(text, column.type());
                if (value.isEmpty() && !text.isEmpty()) {
                    page.told(
                            UNREADABLE,
                            place,
                            "the row was not looked at: its '" + column.name() + "' is no "
                                    + Terms.written(column.type()));
                    page.moved(new Tally(0, 0, 0, 1, 0, 0));
                    return;
                }
                value.filter(some -> !some.isEmpty()).ifPresent(some -> values.put(column.name(), some));
            }
            page.row(new Row(place, values));
            page.moved(new Tally(1, 0, 0, 0, 0, 0));
        }
    }
}
