package org.pirogue.ledger.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;

/** Rows and columns as text. */
public final class RowJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Column>> COLUMNS = new TypeReference<>() {};
    /** Made once: to find out how to read costs more than to read a row. */
    private static final ObjectReader VALUES = JSON.readerForMapOf(String.class);

    private static final ObjectWriter TEXT = JSON.writer();
    private static final String PLACE = "";

    private RowJson() {}

    /** No column is called like its place: names are not empty. */
    static String row(Row row) {
        Map<String, String> all = new TreeMap<>(row.values());
        all.put(PLACE, row.place());
        return text(all);
    }

    public static Row row(String text) {
        try {
            Map<String, String> all = VALUES.readValue(text);
            String place = String.valueOf(all.remove(PLACE));
            return new Row(place, all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the ledger is not JSON");
        }
    }

    static String columns(List<Column> columns) {
        return text(columns);
    }

    static List<Column> columns(String text) {
        try {
            return JSON.readValue(text, COLUMNS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("columns of the ledger are not JSON", e);
        }
    }

    private static String text(Object value) {
        try {
            return TEXT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always written", e);
        }
    }
}
