package org.pirogue.workspace.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Rows on their way into the table of a version, by COPY: as they come, a part at a time in memory. */
final class CopyIn {
    private final List<Column> columns;
    private final RowDigest digest;
    private long rows;

    CopyIn(List<Column> columns) {
        this.columns = columns;
        this.digest = new RowDigest(columns);
    }

    long rows() {
        return rows;
    }

    String digest() {
        return digest.hex();
    }

    /** @param into quoted name of the table */
    void copy(Table table, String into, Connection connection) throws SQLException {
        String copy = "copy " + into + " (" + Identifiers.quoted(Identifiers.ROW) + ", "
                + Identifiers.quoted(columns.stream().map(Column::name).toList())
                + ") from stdin (format csv, encoding 'UTF8')";
        try (PGCopyOutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, 1 << 16);
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                // Not quoted and empty: absent.
                CsvWriter csv = CsvWriter.builder()
                        .quoteStrategy(QuoteStrategies.NON_EMPTY)
                        .lineDelimiter(LineDelimiter.LF)
                        .build(text)) {
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                parts.next().rows().forEach(row -> write(row, csv));
            }
        } catch (IOException broken) {
            if (broken.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new SQLException("the copy broke", "08006", broken);
        }
    }

    private void write(Row row, CsvWriter csv) {
        String[] line = new String[columns.size() + 1];
        line[0] = Long.toString(++rows);
        for (int at = 0; at < columns.size(); at++) {
            line[at + 1] = checked(columns.get(at), row);
        }
        digest.row(columns, row);
        csv.writeRecord(line);
    }

    private static String checked(Column column, Row row) {
        String value = row.value(column.name());
        boolean fits =
                switch (column.type()) {
                    case TEXT -> value.indexOf('\0') < 0;
                    case INTEGER -> value.isEmpty() || fitsLong(value);
                    case NUMBER, DATE, BOOLEAN -> true;
                };
        if (!fits) {
            throw new DatasetProblem(
                    "P743",
                    "a value of column '" + column.name() + "' (" + row.place() + ") does not fit: "
                            + (column.type() == Column.Type.TEXT
                                    ? "a text cannot hold a null character"
                                    : "a whole number has 18 digits at most, declare the column as number"));
        }
        return value;
    }

    private static boolean fitsLong(String value) {
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }
}
