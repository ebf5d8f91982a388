package org.pirogue.ledger.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.run.MessageEnvelope;

/**
 * What the queue of a flow carries: objects of one kind and one level of their hierarchy. It is a copy; the ledger is the truth.
 * <pre>{@code {"contract":1,"envelope":{"flow":"f","workspace":"w","run":7,"chunk":3,"mode":"SYNC"},"kind":"organisationUnit",
 *  "objects":[{"key":"a1b2","label":"BDI_01","level":2,"version":2,"fields":{"name":"Bubanza"}}]}}</pre>
 */
public record ObjectMessage(Envelope envelope, ObjectKind kind, List<VersionedObject> objects) {
    public static final int CONTRACT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public ObjectMessage {
        objects = List.copyOf(objects);
    }

    /** Messages of so many objects at most, parents in an earlier one than their children. */
    public static List<ObjectMessage> split(
            Envelope envelope, ObjectKind kind, List<VersionedObject> objects, int most) {
        List<ObjectMessage> messages = new ArrayList<>();
        List<VersionedObject> some = new ArrayList<>();
        for (VersionedObject object :
                objects.stream().sorted(VersionedObject.ORDER).toList()) {
            if (!some.isEmpty() && (some.size() >= most || some.get(0).level() != object.level())) {
                messages.add(new ObjectMessage(envelope, kind, some));
                some.clear();
            }
            some.add(object);
        }
        if (!some.isEmpty()) {
            messages.add(new ObjectMessage(envelope, kind, some));
        }
        return messages;
    }

    /** The version of each object, as {@link ObjectDeliveries#claim} asks for. */
    public SortedMap<String, Long> versions() {
        SortedMap<String, Long> versions = new TreeMap<>();
        objects.forEach(object -> versions.put(object.key(), object.version()));
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
        ArrayNode list = message.put("kind", kind.label()).putArray("objects");
        for (VersionedObject object : objects) {
            list.addObject()
                    .put("key", object.key())
                    .put("label", object.label())
                    .put("level", object.level())
                    .put("version", object.version())
                    .putRawValue("fields", new RawValue(ObjectPacked.pack(object.fields())));
        }
        return message.toString();
    }

    /** @throws IllegalArgumentException for anything else than a message of this contract; its text names no content */
    public static ObjectMessage fromJson(String json) {
        try {
            JsonNode message = JSON.readTree(json);
            if (message.path("contract").asInt() != CONTRACT
                    || !message.path("kind").isTextual()) {
                throw new IllegalArgumentException("the message carries no objects of contract " + CONTRACT);
            }
            List<VersionedObject> objects = new ArrayList<>();
            message.path("objects").forEach(object -> objects.add(object(object)));
            return new ObjectMessage(
                    MessageEnvelope.read(message.path("envelope")),
                    ObjectKind.of(message.path("kind").textValue()),
                    objects);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the message is not JSON");
        }
    }

    private static VersionedObject object(JsonNode node) {
        SortedMap<String, String> fields = new TreeMap<>();
        node.path("fields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return new VersionedObject(
                MessageEnvelope.text(node, "key"),
                MessageEnvelope.text(node, "label"),
                node.path("level").asInt(),
                node.path("version").asLong(),
                fields);
    }
}
