package org.pirogue.buffer.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerTrail.Handed;

/** What an event is as a message of the broker. */
final class Events {
    /** Under this name the broker keeps what an AMQP receiver sees as the message's id. */
    static final String ID = "NATIVE_MESSAGE_ID";
    /** Under this one, what it sees as the content type. */
    static final String CONTENT_TYPE = "JMS_AMQP_ContentType";
    /** A second one of the same value is dropped. */
    static final String ONCE = "_AMQ_DUPL_ID";
    /** Only a gap event has it: its own id. */
    static final String GAP = "piroguegap";
    /** How many events it stands for. */
    static final String DROPPED = "piroguedropped";

    static final String CLOUD_EVENT = "application/cloudevents+json";
    static final String GAP_TYPE = "org.pirogue.topic.gap.v1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    static Handed handed(String partner, TopicAddress topic, Message message) {
        String id = text(message, ID);
        String rows = text(message, Topics.ROWS);
        return new Handed(
                partner,
                topic,
                id == null ? "-" : id,
                text(message, Topics.VERSION),
                rows == null ? null : Long.valueOf(rows));
    }

    static @Nullable String text(Message message, String property) {
        Object value = message.getObjectProperty(SimpleString.of(property));
        return value == null ? null : value.toString();
    }

    static boolean isGap(Message message) {
        return message.containsProperty(SimpleString.of(GAP));
    }

    /** How many events a message stands for: a gap event for those that it replaced. */
    static long worth(Message message) {
        String dropped = text(message, DROPPED);
        return dropped == null ? 1 : Long.parseLong(dropped);
    }

    /** A CloudEvent that says: something is missing here, read the whole by REST. */
    static byte[] gap(String id, TopicAddress topic, long dropped, String reason, Instant now) {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "/topics/" + topic);
        event.put("type", GAP_TYPE);
        event.put("time", now.toString());
        event.put("subject", topic.workspace() + "/" + topic.dataset());
        event.put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        data.put("share", topic.share());
        data.put("dropped", dropped);
        data.put("reason", reason);
        data.put("recover", "/api/shares/" + topic.share() + "/rows");
        try {
            return JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e.getOriginalMessage(), e);
        }
    }
}
