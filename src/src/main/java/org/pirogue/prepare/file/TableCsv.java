package org.pirogue.prepare.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

/** Writes a table as CSV: UTF-8, a header, the same bytes for the same rows. */
public final class TableCsv {
    private static final String MARK = "\uFEFF";
    private static final String BEGIN_FORMULAS = "=+-@\t\r";

    private final char separator;
    private final boolean marked;
    private final boolean neutral;

    /**
     * @param marked with a byte order mark, without which Excel takes UTF-8 for something else
     * @param neutral whether a text that Excel would take for a formula gets an apostrophe before it
     */
    public TableCsv(char separator, boolean marked, boolean neutral) {
        this.separator = separator;
        this.marked = marked;
        this.neutral = neutral;
    }

    /** Takes the table, and closes it. */
    public void write(Table table, Path file) throws IOException {
        try (table;
                Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder()
                        .fieldSeparator(separator)
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(out)) {
            if (marked) {
                out.write(MARK);
            }
            List<Column> columns = table.columns();
            csv.writeRecord(columns.stream().map(column -> plain(column.name())).toList());
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                for (Row row : parts.next().rows()) {
                    csv.writeRecord(
                            columns.stream().map(column -> value(column, row)).toList());
                }
            }
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    /** Only a text can hold a formula: a number begins with a sign because it has one. */
    private String value(Column column, Row row) {
        String value = row.value(column.name());
        return column.type() == Column.Type.TEXT ? plain(value) : value;
    }

    private String plain(String text) {
        return neutral ? neutral(text) : text;
    }

    static String neutral(String text) {
        return !text.isEmpty() && BEGIN_FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
