package org.pirogue.ledger.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;

/**
 * What the queue of a flow carries: whole desired slices of one data set. It is a copy; the ledger is the truth.
 * <pre>{@code {"contract":1,"envelope":{"flow":"f","workspace":"w","run":7,"chunk":3,"mode":"SYNC"},"dataSet":"D",
 *  "slices":[{"orgUnit":"O","period":"202601","attributeOptions":"","version":2,"values":{"DE":{"OPTIONS":"5"}}}]}}</pre>
 */
public record SliceMessage(Envelope envelope, String dataSet, List<VersionedSlice> slices) {
    public static final int CONTRACT = 1;
    private static final int INITIAL_CHARACTERS = 32_768;
    private static final JsonFactory JSON = new JsonFactory();

    public SliceMessage {
        slices = List.copyOf(slices);
    }

    /** Messages of whole slices of one data set with at most so many values each, or one slice where that has more. */
    public static List<SliceMessage> split(
            Envelope envelope, String dataSet, List<VersionedSlice> slices, int maxValues) {
        List<SliceMessage> messages = new ArrayList<>();
        List<VersionedSlice> some = new ArrayList<>();
        int values = 0;
        for (VersionedSlice slice : slices) {
            int more = Math.max(1, slice.values().size());
            if (!some.isEmpty() && values + more > maxValues) {
                messages.add(new SliceMessage(envelope, dataSet, some));
                some.clear();
                values = 0;
            }
            some.add(slice);
            values += more;
        }
        if (!some.isEmpty()) {
            messages.add(new SliceMessage(envelope, dataSet, some));
        }
        return messages;
    }

    /** The version of each slice, as {@link Deliveries#claim} asks for. */
    public Map<SliceKey, Long> versions() {
        Map<SliceKey, Long> versions = new TreeMap<>();
        slices.forEach(slice -> versions.put(slice.key(), slice.version()));
        return versions;
    }

    public String toJson() {
        StringWriter text = new StringWriter(INITIAL_CHARACTERS);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("contract", CONTRACT);
            json.writeObjectFieldStart("envelope");
            json.writeStringField("flow", envelope.flow());
            json.writeStringField("workspace", envelope.workspace());
            json.writeNumberField("run", envelope.run());
            json.writeNumberField("chunk", envelope.chunk());
            json.writeStringField("mode", envelope.mode().name());
            json.writeEndObject();
            json.writeStringField("dataSet", dataSet);
            json.writeArrayFieldStart("slices");
            for (VersionedSlice slice : slices) {
                write(json, slice);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, VersionedSlice slice) throws IOException {
        json.writeStartObject();
        json.writeStringField("orgUnit", slice.key().orgUnit());
        json.writeStringField("period", slice.key().period());
        json.writeStringField("attributeOptions", slice.key().attributeOptions());
        json.writeNumberField("version", slice.version());
        json.writeFieldName("values");
        json.writeRawValue(Packed.values(slice.values()));
        json.writeEndObject();
    }

    /** @throws IllegalArgumentException for anything else than a message of this contract; its text names no content */
    public static SliceMessage fromJson(String json) {
        return SliceMessageReader.read(json);
    }
}
