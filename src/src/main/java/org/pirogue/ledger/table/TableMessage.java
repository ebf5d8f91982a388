package org.pirogue.ledger.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.MessageEnvelope;

/**
 * What the queue of a flow carries of a table: only which version is due. The rows stay in the ledger until they are delivered,
 * sealed (a claim check).
 * <pre>{@code {"contract":1,"envelope":{"flow":"f","workspace":"w","run":7,"chunk":1,"mode":"SYNC"},"table":3}}</pre>
 */
public record TableMessage(String flow, String workspace, long run, long version) {
    public static final int CONTRACT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public String toJson() {
        ObjectNode message = JSON.createObjectNode().put("contract", CONTRACT);
        message.putObject("envelope")
                .put("flow", flow)
                .put("workspace", workspace)
                .put("run", run)
                .put("chunk", 1)
                .put("mode", Envelope.Mode.SYNC.name());
        return message.put("table", version).toString();
    }

    /** @throws IllegalArgumentException for anything else than a message of this contract; its text names no content */
    public static TableMessage fromJson(String json) {
        try {
            JsonNode message = JSON.readTree(json);
            if (message.path("contract").asInt() != CONTRACT
                    || !message.path("table").isIntegralNumber()) {
                throw new IllegalArgumentException("the message names no table of contract " + CONTRACT);
            }
            Envelope envelope = MessageEnvelope.read(message.path("envelope"));
            return new TableMessage(
                    envelope.flow(),
                    envelope.workspace(),
                    envelope.run(),
                    message.path("table").longValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the message is not JSON");
        }
    }
}
