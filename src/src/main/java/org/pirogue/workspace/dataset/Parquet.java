package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.springframework.util.FileSystemUtils;

/**
 * Writes a table as Parquet, by DuckDB in this process: the rows go to its disk as text first, so that memory stays flat. Types are
 * those of the columns; a number has as many digits as its column has at most, and is a double only where no decimal holds it.
 */
final class Parquet {
    private static final int MOST_DIGITS = 38;
    private static final String MEMORY = "256MB";

    private Parquet() {}

    /** Takes the table, and closes it. */
    static void write(Table table, DatasetVersion version, Path to) throws IOException {
        Path folder = Files.createTempDirectory(
                to.toAbsolutePath().getParent(),
                DatasetFiles.DRAFT,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (table;
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            Path text = folder.resolve("rows.csv");
            text(table, text);
            for (String setting : List.of(
                    "memory_limit = '" + MEMORY + "'",
                    "threads = 1",
                    "temp_directory = " + quoted(folder.resolve("spill")),
                    "autoinstall_known_extensions = false",
                    "autoload_known_extensions = false")) {
                statement.execute("set " + setting);
            }
            statement.execute("copy (select * from read_csv(" + quoted(text)
                    + ", header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false,"
                    + " max_line_size = 4194304, columns = {" + columns(table.columns(), version) + "})) to "
                    + quoted(to.toAbsolutePath()) + " (format parquet, compression zstd)");
        } catch (SQLException refused) {
            // Its text may quote a value.
            throw new IOException("the rows could not be written as Parquet");
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void text(Table table, Path to) throws IOException {
        try (Writer out = Files.newBufferedWriter(to);
                CsvWriter csv = CsvWriter.builder()
                        .quoteStrategy(QuoteStrategies.NON_EMPTY)
                        .lineDelimiter(LineDelimiter.LF)
                        .build(out)) {
            List<Column> columns = table.columns();
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                for (Row row : parts.next().rows()) {
                    csv.writeRecord(columns.stream()
                            .map(column -> row.value(column.name()))
                            .toList());
                }
            }
        }
    }

    private static String columns(List<Column> columns, DatasetVersion version) {
        return columns.stream()
                .map(column -> "'" + column.name().replace("'", "''") + "': '"
                        + type(column, version.profile().path(column.name())) + "'")
                .collect(Collectors.joining(", "));
    }

    static String type(Column column, JsonNode profile) {
        return switch (column.type()) {
            case TEXT -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case NUMBER ->
                decimal(profile.path("digits").asInt(1), profile.path("scale").asInt(0));
            case DATE -> "DATE";
            case BOOLEAN -> "BOOLEAN";
        };
    }

    private static String decimal(int digits, int scale) {
        int all = Math.max(1, digits) + scale;
        return all > MOST_DIGITS ? "DOUBLE" : "DECIMAL(" + all + "," + scale + ")";
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
