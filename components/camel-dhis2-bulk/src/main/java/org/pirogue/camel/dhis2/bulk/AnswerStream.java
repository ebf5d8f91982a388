package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/** Reads one or more answers that each hold a list of values, one after the other, value by value. */
abstract class AnswerStream implements DataValues {

    static final Set<String> ERROR_FIELDS = Set.of("httpStatus", "httpStatusCode", "errorCode", "message");

    private final Dhis2Http http;
    private final Iterator<URI> uris;
    private Dhis2Http.@Nullable Answer answer;
    private @Nullable JsonParser parser;
    private @Nullable Bytes bytes;
    private @Nullable DataValue next;
    private boolean ended;
    private boolean closed;
    private long count;

    AnswerStream(Dhis2Http http, Iterator<URI> uris) {
        this.http = http;
        this.uris = uris;
    }

    /** What begins a value in the list. */
    abstract JsonToken valueStart();

    /** Reads what stands before the list. True in front of its first value, false at the end of an answer without one. */
    abstract boolean head(JsonParser json) throws IOException;

    /** One value; its first token was read. */
    abstract DataValue value(JsonParser json) throws IOException;

    /** A field behind the list; its value is the next token. */
    void behind(JsonParser json, String field) throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    /** The answer is read to its end. */
    void complete() {}

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
    final void advance() {
        try {
            while (next == null && (parser != null || uris.hasNext())) {
                if (parser == null) {
                    open(uris.next());
                } else if (parser.nextToken() == valueStart()) {
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
        if (!head(json)) {
            end(json);
        }
    }

    /** What follows the list: nothing but the end of the object. */
    private void finish(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw json.currentToken() == null
                    ? fault(Kind.TRUNCATED, "the answer broke off")
                    : fault(Kind.UNEXPECTED_ANSWER, "a data value is not of its shape");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (ERROR_FIELDS.contains(json.currentName())) {
                throw fault(Kind.UNEXPECTED_ANSWER, "an error behind the data values");
            }
            behind(json, json.currentName());
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
        complete();
        release();
    }

    static @Nullable String text(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new java.io.EOFException();
        }
        if (token.isStructStart()) {
            json.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private Dhis2Http.Answer current() {
        return java.util.Objects.requireNonNull(answer);
    }

    final Dhis2Exception fault(Kind kind, String what) {
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
