package org.pirogue.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;

/**
 * What the queue of a flow carries: whole desired slices of one data set. It is a copy; the ledger is the truth.
 * <pre>{@code {"contract":1,"envelope":{"flow":"f","workspace":"w","run":7,"chunk":3,"mode":"SYNC"},"dataSet":"D",
 *  "slices":[{"orgUnit":"O","period":"202601","attributeOptions":"","version":2,"values":{"DE":{"OPTIONS":"5"}}}]}}</pre>
 */
public record SliceMessage(Envelope envelope, String dataSet, List<VersionedSlice> slices) {
    public static final int CONTRACT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

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
        ObjectNode message = JSON.createObjectNode().put("contract", CONTRACT);
        message.putObject("envelope")
                .put("flow", envelope.flow())
                .put("workspace", envelope.workspace())
                .put("run", envelope.run())
                .put("chunk", envelope.chunk())
                .put("mode", envelope.mode().name());
        message.put("dataSet", dataSet);
        var list = message.putArray("slices");
        for (VersionedSlice slice : slices) {
            list.addObject()
                    .put("orgUnit", slice.key().orgUnit())
                    .put("period", slice.key().period())
                    .put("attributeOptions", slice.key().attributeOptions())
                    .put("version", slice.version())
                    .putRawValue("values", new RawValue(Packed.values(slice.values())));
        }
        return message.toString();
    }

    /** @throws IllegalArgumentException for anything else than a message of this contract; its text names no content */
    public static SliceMessage fromJson(String json) {
        try {
            JsonNode message = JSON.readTree(json);
            if (message.path("contract").asInt() != CONTRACT) {
                throw new IllegalArgumentException("the message is not of contract " + CONTRACT);
            }
            String dataSet = text(message, "dataSet");
            List<VersionedSlice> slices = new ArrayList<>();
            message.path("slices").forEach(slice -> slices.add(slice(dataSet, slice)));
            return new SliceMessage(envelope(message.path("envelope")), dataSet, slices);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the message is not JSON");
        }
    }

    private static Envelope envelope(JsonNode node) {
        return new Envelope(
                text(node, "flow"),
                text(node, "workspace"),
                node.path("run").asLong(),
                node.path("chunk").asInt(),
                Envelope.Mode.valueOf(text(node, "mode")));
    }

    private static VersionedSlice slice(String dataSet, JsonNode node) {
        SliceKey key =
                new SliceKey(dataSet, text(node, "orgUnit"), text(node, "period"), text(node, "attributeOptions"));
        SortedMap<Cell, String> values = new TreeMap<>();
        node.path("values").properties().forEach(element -> element.getValue()
                .properties()
                .forEach(options -> values.put(
                        new Cell(element.getKey(), options.getKey()),
                        options.getValue().asText())));
        return new VersionedSlice(key, node.path("version").asLong(), values);
    }

    private static String text(JsonNode node, String field) {
        JsonNode text = node.path(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("the message has no " + field);
        }
        return text.textValue();
    }
}
