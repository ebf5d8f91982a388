package org.pirogue.flow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A whole slice as others read it, {@code deploy/slice-record.schema.json}. Of one version every copy has the same letters:
 * nothing in it tells when or why it was sent.
 */
final class SliceDocument {
    static final int CONTRACT = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private SliceDocument() {}

    /** {@code dataSet/orgUnit/period/attributeOptions}; a slash within a code is written {@code %2F}, a per cent sign {@code %25}. */
    static String key(SliceKey key) {
        return String.join(
                "/",
                escaped(key.dataSet()),
                escaped(key.orgUnit()),
                escaped(key.period()),
                escaped(key.attributeOptions()));
    }

    private static String escaped(String code) {
        return code.replace("%", "%25").replace("/", "%2F");
    }

    static String of(SliceKey key, long version, SortedMap<Cell, String> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("contract", CONTRACT);
            json.writeNumberField("version", version);
            json.writeStringField("dataSet", key.dataSet());
            json.writeStringField("orgUnit", key.orgUnit());
            json.writeStringField("period", key.period());
            options(json, "attributeOptions", key.attributeOptions());
            SortedMap<Cell, String> cells = new TreeMap<>(values);
            String completed = cells.remove(Cell.COMPLETE);
            if (completed != null) {
                json.writeStringField("completed", completed);
            }
            json.writeArrayFieldStart("values");
            for (SortedMap.Entry<Cell, String> each : cells.entrySet()) {
                value(json, each.getKey(), each.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void value(JsonGenerator json, Cell cell, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("dataElement", cell.dataElement());
        options(json, "categoryOptions", cell.categoryOptions());
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    private static void options(JsonGenerator json, String name, String options) throws IOException {
        json.writeArrayFieldStart(name);
        if (!options.isEmpty()) {
            for (String option : options.split(";")) {
                json.writeString(option);
            }
        }
        json.writeEndArray();
    }
}
