package org.pirogue.workspace.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pirogue.batch.Table;
import org.pirogue.prepare.file.TableCsv;

/** How rows are written into a file: the same rows, the same bytes. */
public enum Format {
    /** UTF-8, a header, lines that end as RFC 4180 says; nothing that a spreadsheet would run. */
    CSV("text/csv;charset=UTF-8", true),
    /** An object a line, every column named, an absent value null. */
    JSONL("application/x-ndjson", true),
    /** Columns by themselves, with their types, compressed. */
    PARQUET("application/vnd.apache.parquet", false);

    private final String type;
    private final boolean shrinks;

    Format(String type, boolean shrinks) {
        this.type = type;
        this.shrinks = shrinks;
    }

    /** As HTTP names it. */
    public String type() {
        return type;
    }

    /** Whether it is worth compressing on its way. */
    public boolean shrinks() {
        return shrinks;
    }

    /** As a file ends. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Format::ending).toList();
    }

    /** The first whose type stands in what a client accepts. */
    public static Optional<Format> accepted(String accept) {
        return Arrays.stream(values())
                .filter(format -> accept.contains(format.type.replaceFirst(";.*", "")))
                .findFirst();
    }

    public static Optional<Format> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.ending().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Takes the table, and closes it. */
    void write(Table table, DatasetVersion version, Path to) throws IOException {
        switch (this) {
            case CSV -> new TableCsv(',', false, true).write(table, to);
            case JSONL -> JsonLines.write(table, to);
            case PARQUET -> Parquet.write(table, version, to);
        }
    }
}
