package org.pirogue.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Batches as JSON in UTF-8, the form in which they stand on a queue: written and read as a stream. Version 1 of the
 * contract; values of a slice nest as data element, category options, value:
 *
 * <pre>{"contract":1, "kind":"slices", "envelope":{…}, "scope":{…}, "tally":{…},
 *  "slices":[{"dataSet":"","orgUnit":"BDI_0101","period":"202601","attributeOptions":"",
 *             "values":{"MAL_CONF":{"AGE_LT5":"5"}}}],
 *  "findings":[]}</pre>
 *
 * A reader skips fields it does not know and refuses a version that it does not know.
 */
public final class BatchJson {
    /** The version that is written, and the only one that is read. */
    public static final int CONTRACT = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private BatchJson() {}

    public static void write(SliceBatch batch, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            new BatchWriter(json).write(batch);
        }
    }

    public static void write(CaseBatch batch, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            new BatchWriter(json).write(batch);
        }
    }

    /** @throws BadBatch when it is not a batch of slices of a known version */
    public static SliceBatch readSlices(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            return new BatchReader(json).slices();
        }
    }

    /** @throws BadBatch when it is not a batch of cases of a known version */
    public static CaseBatch readCases(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            return new BatchReader(json).cases();
        }
    }

    public static byte[] bytes(SliceBatch batch) {
        return bytes(out -> write(batch, out));
    }

    public static byte[] bytes(CaseBatch batch) {
        return bytes(out -> write(batch, out));
    }

    /** As {@link #readSlices(InputStream)}. */
    public static SliceBatch readSlices(byte[] bytes) {
        try {
            return readSlices(new ByteArrayInputStream(bytes));
        } catch (IOException neverFromMemory) {
            throw new UncheckedIOException(neverFromMemory);
        }
    }

    /** As {@link #readCases(InputStream)}. */
    public static CaseBatch readCases(byte[] bytes) {
        try {
            return readCases(new ByteArrayInputStream(bytes));
        } catch (IOException neverFromMemory) {
            throw new UncheckedIOException(neverFromMemory);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException neverToMemory) {
            throw new UncheckedIOException(neverToMemory);
        }
        return out.toByteArray();
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
