package org.pirogue.ledger.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;

/** The reading half of {@link SliceMessage}: token by token, without a tree of it all. Fields may come in any order. */
final class SliceMessageReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;

    private SliceMessageReader(JsonParser json) {
        this.json = json;
    }

    /** What a message says of one slice, before the data set is known. */
    private record Read(Map<String, String> texts, SortedMap<Cell, String> values) {
        VersionedSlice in(String dataSet) {
            SliceKey key = new SliceKey(
                    dataSet, text(texts, "orgUnit"), text(texts, "period"), text(texts, "attributeOptions"));
            return new VersionedSlice(key, number(texts, "version"), values);
        }
    }

    /** @throws IllegalArgumentException for anything else than a message of this contract; its text names no content */
    static SliceMessage read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the message is not JSON");
            }
            SliceMessage message = new SliceMessageReader(json).message();
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("something follows the message");
            }
            return message;
        } catch (IOException e) {
            throw new IllegalArgumentException("the message is not JSON");
        }
    }

    private SliceMessage message() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> envelope = new HashMap<>();
        List<Read> slices = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("envelope") && token == JsonToken.START_OBJECT) {
                texts(envelope);
            } else if (name.equals("slices") && token == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    slices.add(slice());
                }
            } else {
                take(texts, name, token);
            }
        }
        if (number(texts, "contract") != SliceMessage.CONTRACT) {
            throw new IllegalArgumentException("the message is not of contract " + SliceMessage.CONTRACT);
        }
        String dataSet = text(texts, "dataSet");
        return new SliceMessage(
                envelope(envelope),
                dataSet,
                slices.stream().map(read -> read.in(dataSet)).toList());
    }

    private Read slice() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("the message has a slice that is no object");
        }
        Map<String, String> texts = new HashMap<>();
        SortedMap<Cell, String> values = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("values") && token == JsonToken.START_OBJECT) {
                values(values);
            } else {
                take(texts, name, token);
            }
        }
        return new Read(texts, values);
    }

    private void values(SortedMap<Cell, String> values) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String dataElement = json.currentName();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the message has values without options");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                Cell cell = new Cell(dataElement, json.currentName());
                if (!json.nextToken().isScalarValue()) {
                    throw new IllegalArgumentException("the message has a value that is no text");
                }
                values.put(cell, json.getText());
            }
        }
    }

    private void texts(Map<String, String> texts) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            take(texts, name, json.nextToken());
        }
    }

    /** A later sender may say more: what is no text and no number is passed over. */
    private void take(Map<String, String> texts, String name, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            texts.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }

    private static Envelope envelope(Map<String, String> texts) {
        return new Envelope(
                text(texts, "flow"),
                text(texts, "workspace"),
                number(texts, "run"),
                (int) number(texts, "chunk"),
                Envelope.Mode.valueOf(text(texts, "mode")));
    }

    private static String text(Map<String, String> texts, String field) {
        @Nullable String text = texts.get(field);
        if (text == null) {
            throw new IllegalArgumentException("the message has no " + field);
        }
        return text;
    }

    private static long number(Map<String, String> texts, String field) {
        try {
            return Long.parseLong(text(texts, field));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the message has no number as " + field);
        }
    }
}
