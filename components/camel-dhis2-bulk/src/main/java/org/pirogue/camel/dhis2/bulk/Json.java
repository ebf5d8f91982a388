package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.io.IOCallback;
import org.jspecify.annotations.Nullable;

/** JSON in and out of bytes. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The whole document, or null if the bytes are not exactly one. */
    static @Nullable JsonNode tree(byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }

    static void gzipped(OutputStream out, IOCallback<OutputStream> body) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out, 8192);
        body.execute(gzip);
        gzip.finish();
    }

    /** Writes an import, value by value. */
    static void write(DataValueImport values, OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(new Unclosed(out))) {
            json.writeStartObject();
            if (values.dataSet() != null) {
                json.writeStringField("dataSet", values.dataSet());
            }
            json.writeArrayFieldStart("dataValues");
            for (DataValue value : values.values()) {
                write(value, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(DataValue value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("dataElement", value.dataElement());
        json.writeStringField("period", value.period());
        json.writeStringField("orgUnit", value.orgUnit());
        optional(json, "categoryOptionCombo", value.categoryOptionCombo());
        optional(json, "attributeOptionCombo", value.attributeOptionCombo());
        optional(json, "value", value.value());
        if (value.deleted()) {
            json.writeBooleanField("deleted", true);
        }
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static InputStream bounded(InputStream in, long bound) {
        return new FilterInputStream(in) {
            private long left = bound;

            @Override
            public int read() throws IOException {
                return counted(super.read(), 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                return counted(read, read);
            }

            private int counted(int result, int read) throws IOException {
                left -= result < 0 ? 0 : read;
                if (left < 0) {
                    throw new Faults.AnswerTooLarge();
                }
                return result;
            }
        };
    }

    /** Flushes only: the entity's stream is closed by its owner. */
    private static final class Unclosed extends java.io.FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
