package org.pirogue.prepare.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A CSV file whose encoding and separator are known. */
final class CsvGrid implements Grid {
    /** Excel's own limit of a cell. */
    private static final int MOST_CHARACTERS = 32_767;

    private static final int MOST_LINES = 100;

    private final Path file;
    private final Charset charset;
    private final char separator;
    private final CsvReader<CsvRecord> records;

    CsvGrid(Path file, Charset charset, char separator) throws IOException {
        this.file = file;
        this.charset = charset;
        this.separator = separator;
        Reader reader = Encodings.open(file, charset);
        this.records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(reader);
    }

    /** The first rows of the file as each separator would part them are compared by the header that they have. */
    static CsvGrid open(Path file, FileRules rules) throws IOException {
        Charset charset = new Encodings(rules.encodings()).of(file);
        char best = rules.separators().get(0);
        int most = -1;
        for (char separator : rules.separators()) {
            try (CsvGrid grid = new CsvGrid(file, charset, separator)) {
                int known = Header.known(grid.rows(), rules);
                best = known > most ? separator : best;
                most = Math.max(known, most);
            } catch (BadFile notParsedBy) {
                most = Math.max(0, most);
            }
        }
        return new CsvGrid(file, charset, best);
    }

    @Override
    public String sheet() {
        return "";
    }

    @Override
    public boolean countsCells() {
        return true;
    }

    @Override
    public String place(String name, long row, int column, String header) {
        return name + ":" + row + ":" + header.strip();
    }

    @Override
    public Iterator<RawRow> rows() {
        Iterator<CsvRecord> lines = records.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return parsed(lines::hasNext);
            }

            @Override
            public RawRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return row(parsed(lines::next));
            }
        };
    }

    /** Whether the last line ends as lines do: a file that was cut does not. */
    boolean ends() {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            int width = Math.max(1, "\n".getBytes(charset).length);
            if (bytes.length() < width) {
                return true;
            }
            bytes.seek(bytes.length() - width);
            byte[] last = new byte[width];
            bytes.readFully(last);
            String end = new String(last, charset);
            return end.equals("\n") || end.equals("\r");
        } catch (IOException unreadable) {
            throw BadFile.damaged("it cannot be read to its end", "check that it is still there");
        }
    }

    char separator() {
        return separator;
    }

    Charset charset() {
        return charset;
    }

    private static <T> T parsed(java.util.function.Supplier<T> read) {
        try {
            return read.get();
        } catch (CsvParseException malformed) {
            throw BadFile.damaged(
                    "it is not a CSV table any more at some line",
                    "check quotes and line ends near the end of what was read");
        } catch (UncheckedIOException unreadable) {
            throw BadFile.damaged("it cannot be read to its end", "save it again as CSV");
        }
    }

    private static RawRow row(CsvRecord record) {
        List<String> fields = record.getFields();
        for (String field : fields) {
            if (field.length() > MOST_CHARACTERS
                    || field.chars().filter(each -> each == '\n').count() > MOST_LINES) {
                throw BadFile.damaged(
                        "a cell that begins at line " + record.getStartingLineNumber() + " goes on over many lines",
                        "close its quotes");
            }
        }
        return new RawRow(
                record.getStartingLineNumber(),
                fields.stream().map(RawCell::text).toList());
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException alreadyRead) {
            throw new UncheckedIOException(alreadyRead);
        }
    }
}
