package org.pirogue.ledger.column;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.pirogue.batch.Cell;

/**
 * Cells packed into JSON text, {@code {"DE":{"OPTIONS":"value"}}}: sorted, without blanks, so that equal content is
 * equal text.
 */
public final class Packed {
    public static final String NOTHING = "{}";
    /** Stands for the desired cells of the same row: most slices are all desired, all attempted, or all there. */
    public static final String AS_DESIRED = "=";

    private static final JsonFactory JSON = new JsonFactory();

    private Packed() {}

    public static String values(Map<Cell, String> cells) {
        return pack(cells, Packed::text);
    }

    public static String values(Map<Cell, String> cells, Map<Cell, String> desired) {
        return !cells.isEmpty() && cells.equals(desired) ? AS_DESIRED : values(cells);
    }

    /** A list of one text is packed as that text. */
    public static String lists(Map<Cell, List<String>> cells) {
        return pack(cells, (out, texts) -> {
            if (texts.size() == 1) {
                text(out, texts.get(0));
                return;
            }
            String separator = "[";
            for (String each : texts) {
                text(out.append(separator), each);
                separator = ",";
            }
            out.append(']');
        });
    }

    public static SortedMap<Cell, String> values(String packed) {
        SortedMap<Cell, String> cells = new TreeMap<>();
        unpack(packed, (cell, texts) -> cells.put(cell, texts.get(0)));
        return cells;
    }

    public static Map<Cell, String> values(String packed, Map<Cell, String> desired) {
        if (AS_DESIRED.equals(packed)) {
            return new HashMap<>(desired);
        }
        Map<Cell, String> cells = new HashMap<>();
        unpack(packed, (cell, texts) -> cells.put(cell, texts.get(0)));
        return cells;
    }

    public static Map<Cell, List<String>> lists(String packed, Map<Cell, String> desired) {
        Map<Cell, List<String>> cells = new HashMap<>();
        if (AS_DESIRED.equals(packed)) {
            desired.forEach((cell, value) -> cells.put(cell, List.of(value)));
        } else {
            unpack(packed, cells::put);
        }
        return cells;
    }

    private static <V> String pack(Map<Cell, V> unsorted, BiConsumer<StringBuilder, V> writer) {
        if (unsorted.isEmpty()) {
            return NOTHING;
        }
        SortedMap<Cell, V> cells = unsorted instanceof SortedMap<Cell, V> sorted ? sorted : new TreeMap<>(unsorted);
        StringBuilder out = new StringBuilder(32 * cells.size());
        String element = null;
        for (Map.Entry<Cell, V> entry : cells.entrySet()) {
            Cell cell = entry.getKey();
            if (cell.dataElement().equals(element)) {
                out.append(',');
            } else {
                text(out.append(element == null ? "{" : "},"), cell.dataElement());
                out.append(":{");
                element = cell.dataElement();
            }
            text(out, cell.categoryOptions());
            writer.accept(out.append(':'), entry.getValue());
        }
        return out.append("}}").toString();
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void unpack(String packed, BiConsumer<Cell, List<String>> cells) {
        if (NOTHING.equals(packed)) {
            return;
        }
        try (JsonParser in = JSON.createParser(packed)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String element = in.currentName();
                in.nextToken();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    Cell cell = new Cell(element, in.currentName());
                    cells.accept(cell, in.nextToken() == JsonToken.START_ARRAY ? array(in) : List.of(in.getText()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a packed slice of the ledger is damaged", e);
        }
    }

    private static List<String> array(JsonParser in) throws IOException {
        List<String> texts = new ArrayList<>(3);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            texts.add(in.getText());
        }
        return texts;
    }
}
