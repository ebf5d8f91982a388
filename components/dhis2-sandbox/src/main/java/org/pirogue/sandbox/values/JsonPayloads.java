package org.pirogue.sandbox.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;

/** Reads a JSON data value set in one pass. What DHIS2 2.43 answers with 500 is answered so here too. */
final class JsonPayloads {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final Payload payload = new Payload();

    private JsonPayloads(JsonParser parser) {
        this.parser = parser;
    }

    static Payload read(InputStream body) throws IOException {
        Counted counted = new Counted(body);
        try (JsonParser parser = FACTORY.createParser(counted)) {
            JsonPayloads reader = new JsonPayloads(parser);
            reader.head();
            return reader.payload;
        } catch (JsonProcessingException e) {
            throw broken(counted.count);
        }
    }

    private static Refusal broken(long length) {
        return Refusal.of(500, "Index " + length + " out of bounds for length " + length);
    }

    private void head() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "no object");
        }
        while (next() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("dataValues") && parser.currentToken() == JsonToken.START_ARRAY) {
                while (next() != JsonToken.END_ARRAY) {
                    row();
                }
            } else {
                headField(field);
            }
        }
    }

    /** A truncated body ends without a closing token: that is broken, not the end. */
    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonParseException(parser, "truncated");
        }
        return token;
    }

    private void headField(String field) throws IOException {
        switch (field) {
            case "dataSet" -> payload.dataSet = string(field);
            case "period" -> payload.headPeriod = string(field);
            case "orgUnit" -> payload.headOrgUnit = string(field);
            case "attributeOptionCombo" -> payload.headAttributeCombo = string(field);
            case "completeDate" -> payload.completeDate = string(field);
            default -> {
                if (field.toLowerCase(java.util.Locale.ROOT).endsWith("idscheme")
                        && parser.currentToken() == JsonToken.VALUE_STRING) {
                    payload.schemes.put(field, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void row() throws IOException {
        int dataElement = Payload.ABSENT;
        int orgUnit = Payload.ABSENT;
        int period = Payload.ABSENT;
        int optionCombo = Payload.ABSENT;
        int attributeCombo = Payload.ABSENT;
        int value = Payload.ABSENT;
        boolean deleted = false;
        String comment = null;
        boolean followUp = false;
        while (next() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "dataElement" -> dataElement = text(field, token);
                case "orgUnit" -> orgUnit = text(field, token);
                case "period" -> period = text(field, token);
                case "categoryOptionCombo" -> optionCombo = combo(field, token);
                case "attributeOptionCombo" -> attributeCombo = combo(field, token);
                case "value" -> value = value(token);
                case "deleted" -> deleted = parser.getBooleanValue();
                case "comment" -> comment = string(field);
                case "followUp", "followup" -> followUp = token == JsonToken.VALUE_TRUE;
                default -> parser.skipChildren();
            }
        }
        if (comment != null || followUp) {
            payload.extras.put(payload.size(), new Shelf.Extra(comment, followUp));
        }
        payload.add(dataElement, orgUnit, period, optionCombo, attributeCombo, value, deleted);
    }

    private int value(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return Payload.ABSENT;
        }
        requireString("value", token);
        int small = ValueCodes.small(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        return small >= 0 ? small : payload.longValue(parser.getText());
    }

    private int text(String field, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return Payload.ABSENT;
        }
        requireString(field, token);
        return payload.texts.of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    private int combo(String field, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            return text(field, token);
        }
        SortedMap<String, String> byCategory = new TreeMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String category = parser.currentName();
            parser.nextToken();
            byCategory.put(category, parser.getText());
        }
        return payload.options(byCategory);
    }

    private @Nullable String string(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        requireString(field, parser.currentToken());
        return parser.getText();
    }

    private void requireString(String field, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return;
        }
        if (token == null) {
            throw new JsonParseException(parser, "truncated");
        }
        String kind = token.isNumeric() ? "NUMBER" : token.isBoolean() ? "BOOLEAN" : "OBJECT";
        throw Refusal.of(
                500,
                "Path `$." + field + "` does not contain an STRING but a(n) " + kind + ": "
                        + (token.isScalarValue() ? parser.getText() : ""));
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
