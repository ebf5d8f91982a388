package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

/** Writes a table as JSON, an object a line. */
final class JsonLines {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLines() {}

    static void write(Table table, Path to) throws IOException {
        try (table;
                JsonGenerator out = JSON.createGenerator(Files.newOutputStream(to), JsonEncoding.UTF8)) {
            out.enable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                for (Row row : parts.next().rows()) {
                    write(table.columns(), row, out);
                }
            }
            out.writeRaw('\n');
        }
    }

    private static void write(List<Column> columns, Row row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Column column : columns) {
            out.writeFieldName(column.name());
            String value = row.value(column.name());
            if (value.isEmpty()) {
                out.writeNull();
                continue;
            }
            switch (column.type()) {
                case TEXT, DATE -> out.writeString(value);
                case INTEGER, NUMBER -> out.writeNumber(value);
                case BOOLEAN -> out.writeBoolean(value.equals("true"));
            }
        }
        out.writeEndObject();
    }
}
