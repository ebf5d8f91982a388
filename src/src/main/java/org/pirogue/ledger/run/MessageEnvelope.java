package org.pirogue.ledger.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.pirogue.batch.Envelope;

/** What every message of a queue begins with, whether it carries slices or objects. */
public final class MessageEnvelope {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageEnvelope() {}

    /** @throws IllegalArgumentException for a text that is no message; it names no content */
    public static Envelope of(String message) {
        try {
            return read(JSON.readTree(message).path("envelope"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the message is not JSON");
        }
    }

    public static Envelope read(JsonNode node) {
        return new Envelope(
                text(node, "flow"),
                text(node, "workspace"),
                node.path("run").asLong(),
                node.path("chunk").asInt(),
                Envelope.Mode.valueOf(text(node, "mode")));
    }

    public static String text(JsonNode node, String field) {
        JsonNode text = node.path(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("the message has no " + field);
        }
        return text.textValue();
    }
}
