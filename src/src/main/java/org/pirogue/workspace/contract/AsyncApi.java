package org.pirogue.workspace.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An AsyncAPI 3.0 document of a share: its channels, and what comes through them. Each message is a CloudEvent in structured mode.
 * Payloads keep to what JSON Schema has in draft 7 and in 2020-12 alike: that every tool knows.
 */
public final class AsyncApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final List<EventType> ROWS = List.of(EventType.BEGUN, EventType.ROWS, EventType.COMPLETE);

    private final Promise promise;
    private final int revision;

    public AsyncApi(Promise promise, int revision) {
        this.promise = promise;
        this.revision = revision;
    }

    /**
     * Where events come from.
     *
     * @param name of the channel in the document: letters, digits
     * @param protocol as AsyncAPI names it: amqp1, kafka, http
     * @param address at the broker; null where the recipient says it
     * @param rows whether rows come through it
     */
    public record Channel(
            String name,
            String protocol,
            @org.jspecify.annotations.Nullable String address,
            boolean rows) {}

    public ObjectNode of(List<Channel> channels) {
        ObjectNode document =
                JSON.objectNode().put("asyncapi", "3.0.0").put("id", promise.source() + ":share:" + promise.share());
        ObjectNode info = document.putObject("info");
        info.put(
                "title",
                (promise.title().isBlank() ? promise.dataset() : promise.title()) + ", share " + promise.share());
        info.put("version", revision + ".0.0");
        info.put(
                "description",
                (promise.description().isBlank() ? "" : promise.description() + "\n\n")
                        + "As its recipient sees it: what comes through each channel.");
        document.put("defaultContentType", CLOUD_EVENT);
        ObjectNode addresses = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        channels.forEach(channel -> {
            addresses.set(channel.name(), channel(channel));
            operations.set("receive" + capital(channel.name()), operation(channel));
        });
        document.set("components", components(channels));
        return document;
    }

    private ObjectNode components(List<Channel> channels) {
        ObjectNode components = JSON.objectNode();
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = new ShareSchema(promise, SCHEMAS).definitions();
        types(channels.stream().anyMatch(Channel::rows), channels.stream().anyMatch(each -> !each.rows()))
                .forEach(type -> {
                    messages.set(type.word(), message(type));
                    schemas.set(type.word() + "Event", envelope(type));
                });
        components.set("schemas", schemas);
        return components;
    }

    private static List<EventType> types(boolean rows, boolean notices) {
        return java.util.stream.Stream.of(EventType.values())
                .filter(type -> type == EventType.ERASED || (ROWS.contains(type) ? rows : notices))
                .toList();
    }

    private static ObjectNode channel(Channel channel) {
        ObjectNode node = JSON.objectNode();
        node.put("address", channel.address());
        node.put("description", "Protocol: " + channel.protocol() + ".");
        ObjectNode messages = node.putObject("messages");
        types(channel.rows(), !channel.rows())
                .forEach(type -> messages.putObject(type.word()).put("$ref", "#/components/messages/" + type.word()));
        return node;
    }

    private static ObjectNode operation(Channel channel) {
        ObjectNode node = JSON.objectNode().put("action", "receive");
        node.putObject("channel").put("$ref", "#/channels/" + channel.name());
        ArrayNode messages = node.putArray("messages");
        types(channel.rows(), !channel.rows()).forEach(type -> messages.addObject()
                .put("$ref", "#/channels/" + channel.name() + "/messages/" + type.word()));
        return node;
    }

    private ObjectNode message(EventType type) {
        ObjectNode message = JSON.objectNode().put("name", type.type());
        message.put("title", type.title()).put("summary", type.summary()).put("contentType", CLOUD_EVENT);
        message.putObject("payload").put("$ref", SCHEMAS + type.word() + "Event");
        return message;
    }

    private ObjectNode envelope(EventType type) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("specversion").put("const", "1.0");
        properties.putObject("id").put("type", "string").put("minLength", 1);
        properties.putObject("source").put("const", promise.source());
        properties.putObject("type").put("const", type.type());
        properties.putObject("subject").put("type", "string");
        properties.putObject("time").put("type", "string").put("format", "date-time");
        properties.putObject("datacontenttype").put("const", "application/json");
        properties.putObject("dataschema").put("type", "string").put("format", "uri");
        properties.putObject("partitionkey").put("type", "string");
        properties.putObject("sequence").put("type", "string");
        properties.putObject("data").put("$ref", SCHEMAS + type.word());
        ArrayNode required = schema.putArray("required");
        List.of("specversion", "id", "source", "type", "subject", "time", "dataschema", "data")
                .forEach(required::add);
        return schema;
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
