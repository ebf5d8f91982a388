package org.pirogue.sandbox.values;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a CSV data value set. A column that DHIS2 does not know is taken as a category's. */
final class CsvPayloads {
    private static final Set<String> KNOWN = Set.of(
            "dataelement",
            "period",
            "orgunit",
            "categoryoptioncombo",
            "attributeoptioncombo",
            "value",
            "storedby",
            "lastupdated",
            "created",
            "comment",
            "followup",
            "deleted");

    private CsvPayloads() {}

    static Payload read(InputStream body) throws IOException {
        Payload payload = new Payload();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            rows.forEach(row -> add(payload, row));
        }
        return payload;
    }

    private static void add(Payload payload, NamedCsvRecord row) {
        SortedMap<String, String> categories = new TreeMap<>();
        row.getHeader().forEach(column -> {
            if (!KNOWN.contains(column.toLowerCase(Locale.ROOT))) {
                categories.put(column, row.getField(column));
            }
        });
        String value = field(row, "value");
        int small = value == null ? Payload.ABSENT : ValueCodes.small(value);
        payload.add(
                text(payload, row, "dataelement"),
                text(payload, row, "orgunit"),
                text(payload, row, "period"),
                categories.isEmpty() ? text(payload, row, "categoryoptioncombo") : payload.options(categories),
                text(payload, row, "attributeoptioncombo"),
                value == null || small >= 0 ? small : payload.longValue(value),
                "true".equals(field(row, "deleted")));
    }

    private static int text(Payload payload, NamedCsvRecord row, String column) {
        String text = field(row, column);
        return text == null ? Payload.ABSENT : payload.texts.of(text);
    }

    private static @Nullable String field(NamedCsvRecord row, String column) {
        return row.findField(column).filter(text -> !text.isEmpty()).orElse(null);
    }
}
