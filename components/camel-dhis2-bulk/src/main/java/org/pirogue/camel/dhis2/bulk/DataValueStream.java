package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/** Reads one or more answers of {@code dataValueSets}, one after the other, value by value. */
final class DataValueStream implements DataValues {

    /** Ids repeat from value to value: one copy of each, up to so many. */
    private static final int MAX_IDS = 50_000;

    private static final Set<String> ERROR_FIELDS = Set.of("httpStatus", "httpStatusCode", "errorCode", "message");

    private final Dhis2Http http;
    private final Iterator<URI> uris;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> header = new HashMap<>();
    private Dhis2Http.@Nullable Answer answer;
    private @Nullable JsonParser parser;
    private @Nullable Bytes bytes;
    private @Nullable DataValue next;
    private boolean ended;
    private boolean closed;
    private long count;

    DataValueStream(Dhis2Http http, Iterator<URI> uris) {
        this.http = http;
        this.uris = uris;
        advance();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !closed) {
            advance();
        }
        return next != null;
    }

    @Override
    public DataValue next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        DataValue value = java.util.Objects.requireNonNull(next);
        next = null;
        count++;
        return value;
    }

    @Override
    public long count() {
        return count;
    }

    /** The next value, or the end of the last answer. A fault closes the stream. */
    private void advance() {
        try {
            while (next == null && (parser != null || uris.hasNext())) {
                if (parser == null) {
                    open(uris.next());
                } else if (parser.nextToken() == JsonToken.START_OBJECT) {
                    next = value(parser);
                } else {
                    finish(parser);
                }
            }
            if (next == null) {
                close();
            }
        } catch (Dhis2Exception e) {
            close();
            throw e;
        } catch (IOException e) {
            Dhis2Exception fault = cutShort(e)
                    ? fault(Kind.TRUNCATED, "the answer broke off")
                    : current().faults().brokenBody(e, current().status());
            close();
            throw fault;
        }
    }

    /** Half a token at the end of the bytes is no bad JSON. */
    private boolean cutShort(IOException e) {
        return e instanceof JsonParseException && !ended && bytes != null && bytes.atEnd();
    }

    /** Reads up to the first value. */
    private void open(URI uri) throws IOException {
        Dhis2Http.Answer opened = http.get(uri);
        answer = opened;
        header.clear();
        ended = false;
        bytes = new Bytes(opened.body());
        JsonParser json = Json.MAPPER.getFactory().createParser(bytes);
        parser = json;
        JsonToken first = json.nextToken();
        if (first == null) {
            throw fault(Kind.EMPTY_ANSWER, "success without a body");
        }
        if (first != JsonToken.START_OBJECT) {
            throw fault(Kind.UNEXPECTED_ANSWER, "not an object");
        }
        boolean error = false;
        boolean strange = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            error |= ERROR_FIELDS.contains(field);
            JsonToken token = json.nextToken();
            if ("dataValues".equals(field)) {
                if (error || token != JsonToken.START_ARRAY) {
                    throw fault(Kind.UNEXPECTED_ANSWER, "not a list of data values");
                }
                return;
            }
            strange |= !known(field);
            String text = text(json, token);
            if (text != null) {
                header.put(field, text);
            }
        }
        // Versions that open the list at the first value answer {} for none.
        if (strange) {
            throw fault(Kind.UNEXPECTED_ANSWER, "an error where data values were expected");
        }
        end(json);
    }

    private static boolean known(String field) {
        return Set.of("dataSet", "period", "orgUnit", "completeDate", "attributeOptionCombo")
                        .contains(field)
                || field.endsWith("IdScheme");
    }

    /** What follows the list: nothing but the end of the object. */
    private void finish(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw json.currentToken() == null
                    ? fault(Kind.TRUNCATED, "the answer broke off")
                    : fault(Kind.UNEXPECTED_ANSWER, "a data value is not an object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (ERROR_FIELDS.contains(json.currentName())) {
                throw fault(Kind.UNEXPECTED_ANSWER, "an error behind the data values");
            }
            json.nextToken();
            json.skipChildren();
        }
        end(json);
    }

    private void end(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw fault(Kind.TRUNCATED, "the answer broke off");
        }
        ended = true;
        if (json.nextToken() != null) {
            throw fault(Kind.NOT_JSON, "something follows the answer");
        }
        release();
    }

    private DataValue value(JsonParser json) throws IOException {
        String dataElement = null;
        String period = null;
        String orgUnit = null;
        String categoryOptionCombo = null;
        String attributeOptionCombo = null;
        String value = null;
        String lastUpdated = null;
        String storedBy = null;
        boolean deleted = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            switch (field) {
                case "dataElement" -> dataElement = text(json, token);
                case "period" -> period = text(json, token);
                case "orgUnit" -> orgUnit = text(json, token);
                case "categoryOptionCombo" -> categoryOptionCombo = text(json, token);
                case "attributeOptionCombo" -> attributeOptionCombo = text(json, token);
                case "value" -> value = text(json, token);
                case "lastUpdated" -> lastUpdated = text(json, token);
                case "storedBy" -> storedBy = id(text(json, token), "storedBy");
                case "deleted" -> deleted = token == JsonToken.VALUE_TRUE;
                default -> json.skipChildren();
            }
        }
        return new DataValue(
                required(dataElement, "dataElement"),
                required(period, "period"),
                required(orgUnit, "orgUnit"),
                id(categoryOptionCombo, "categoryOptionCombo"),
                id(attributeOptionCombo, "attributeOptionCombo"),
                value,
                deleted,
                lastUpdated,
                storedBy);
    }

    private static @Nullable String text(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new java.io.EOFException();
        }
        if (token.isStructStart()) {
            json.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    /** DHIS2 says once, in the head, what all values have in common. */
    private @Nullable String id(@Nullable String own, String field) {
        String id = own == null ? header.get(field) : own;
        if (id == null || ids.size() >= MAX_IDS) {
            return id == null ? null : ids.getOrDefault(id, id);
        }
        String known = ids.putIfAbsent(id, id);
        return known == null ? id : known;
    }

    private String required(@Nullable String own, String field) {
        String id = id(own, field);
        if (id == null) {
            throw fault(Kind.UNEXPECTED_ANSWER, "a data value without " + field);
        }
        return id;
    }

    private Dhis2Http.Answer current() {
        return java.util.Objects.requireNonNull(answer);
    }

    private Dhis2Exception fault(Kind kind, String what) {
        return current().faults().of(kind, current().status(), what);
    }

    private void release() {
        if (answer != null) {
            answer.close();
            answer = null;
        }
        if (parser != null) {
            recycle(parser);
            parser = null;
        }
    }

    /** Gives its buffers back; it does not close the source. */
    private static void recycle(JsonParser parser) {
        try {
            parser.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        release();
    }

    /** Knows whether its end was seen. */
    private static final class Bytes extends FilterInputStream {

        private boolean end;

        Bytes(InputStream in) {
            super(in);
        }

        boolean atEnd() {
            return end;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            end |= read < 0;
            return read;
        }
    }
}
