package org.pirogue.workspace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.pirogue.batch.Column;

/**
 * The JSON Schema of what stands under {@code data} in the events of a share. Nothing that it does not name may stand there: a
 * consumer that checks against it sees a change at once.
 */
public final class ShareSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WHOLE = "integer";

    private final Promise promise;
    private final String definitions;

    public ShareSchema(Promise promise) {
        this(promise, "#/$defs/");
    }

    /** @param definitions where its parts stand in the document that it becomes a part of */
    ShareSchema(Promise promise, String definitions) {
        this.promise = promise;
        this.definitions = definitions;
    }

    /** @param revision of the contract; 0: without one, to compare what it promises */
    public ObjectNode of(int revision) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        if (revision > 0) {
            schema.put("$id", promise.urn(revision));
        }
        schema.put("title", promise.title().isBlank() ? promise.dataset() : promise.title());
        if (!promise.description().isBlank()) {
            schema.put("description", promise.description());
        }
        ArrayNode one = schema.putArray("oneOf");
        for (EventType type : EventType.values()) {
            one.add(ref(type.word()));
        }
        schema.set("$defs", definitions());
        return schema;
    }

    /** Each by its name; those of events by {@link EventType#word}. */
    ObjectNode definitions() {
        ObjectNode all = JSON.objectNode();
        all.set("row", row());
        if (!promise.key().isEmpty()) {
            all.set("key", key());
        }
        all.set("change", change());
        all.set(EventType.BEGUN.word(), begun());
        all.set(EventType.ROWS.word(), rows());
        all.set(EventType.COMPLETE.word(), complete());
        all.set(EventType.GIVEN.word(), given());
        all.set(EventType.ERASED.word(), erased());
        return all;
    }

    private ObjectNode row() {
        ObjectNode row = object("A row with every column that the share gives; null where a value is absent.");
        promise.columns().forEach(column -> need(row, column.name(), value(column)));
        return row;
    }

    private ObjectNode key() {
        ObjectNode key = object("The columns that name a row.");
        promise.columns().stream()
                .filter(column -> promise.key().contains(column.name()))
                .forEach(column -> need(key, column.name(), value(column)));
        return key;
    }

    private ObjectNode value(Column column) {
        ObjectNode value = JSON.objectNode();
        if (!column.description().isBlank()) {
            value.put("description", column.description());
        }
        String type = column.type() == Column.Type.DATE ? "string" : type(column.type());
        if (promise.filled().contains(column.name())) {
            value.put("type", type);
        } else {
            value.putArray("type").add(type).add("null");
        }
        if (column.type() == Column.Type.DATE) {
            value.put("format", "date");
        }
        return value;
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT, DATE -> "string";
            case INTEGER -> WHOLE;
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
        };
    }

    private ObjectNode change() {
        ObjectNode here = object("A row that is new, or has other values.");
        need(here, "change", words("added", "changed"));
        need(here, "row", ref("row"));
        ObjectNode change = JSON.objectNode();
        ArrayNode either = change.putArray("oneOf").add(here);
        if (!promise.key().isEmpty()) {
            ObjectNode gone = object("A row that is no more, or no longer in the share.");
            need(gone, "change", words("gone"));
            need(gone, "key", ref("key"));
            either.add(gone);
        }
        return change;
    }

    private ObjectNode begun() {
        ObjectNode begun = event(EventType.BEGUN);
        need(begun, "mode", mode());
        need(begun, "since", since());
        return begun;
    }

    private ObjectNode rows() {
        ObjectNode rows = event(EventType.ROWS);
        need(rows, "part", number("Number of the part; the first is 1.").put("minimum", 1));
        ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", 1);
        list.set("items", ref("change"));
        need(rows, "rows", list);
        return rows;
    }

    private ObjectNode complete() {
        ObjectNode complete = event(EventType.COMPLETE);
        need(complete, "mode", mode());
        need(complete, "since", since());
        need(complete, "parts", number("How many parts there were."));
        need(complete, "added", number("Rows that are new."));
        need(complete, "changed", number("Rows with other values."));
        need(complete, "gone", number("Rows that are no more."));
        need(complete, "rows", number("Rows that the version has in this share."));
        ObjectNode digest = text(
                "SHA-256 of the bodies of all events of this version before this one, byte after byte, in their order.");
        need(complete, "digest", digest.put("pattern", "^[0-9a-f]{64}$"));
        need(complete, "href", href());
        return complete;
    }

    private ObjectNode given() {
        ObjectNode given = event(EventType.GIVEN);
        need(given, "rows", number("Rows that the version has in this share."));
        need(given, "href", href());
        return given;
    }

    private ObjectNode erased() {
        ObjectNode erased = ofTheShare(EventType.ERASED);
        need(erased, "notice", number("Number of the notice: to be said that it is done."));
        ObjectNode versions = JSON.objectNode()
                .put("description", "Versions that had the person.")
                .put("type", "array");
        versions.set("items", number("Number of the dataset's version.").put("minimum", 1));
        need(erased, "versions", versions);
        ObjectNode known = JSON.objectNode()
                .put(
                        "description",
                        "Values in columns of this share that name the person's rows. Only where rows come the same way.")
                .put("type", "array");
        known.putObject("items").put("type", "string");
        ((ObjectNode) erased.get("properties")).set("known", known);
        need(
                erased,
                "href",
                text("Where the notice is, for whoever is signed in.").put("format", "uri-reference"));
        return erased;
    }

    private ObjectNode event(EventType type) {
        ObjectNode event = ofTheShare(type);
        need(event, "version", number("Number of the dataset's version.").put("minimum", 1));
        return event;
    }

    private ObjectNode ofTheShare(EventType type) {
        ObjectNode event = object(type.summary());
        need(event, "share", number("Number of the share.").put("const", promise.share()));
        need(event, "dataset", text("Workspace and name.").put("const", promise.dataset()));
        return event;
    }

    private static ObjectNode mode() {
        return words("whole", "changes")
                .put(
                        "description",
                        "whole: all rows, what was there before is to be forgotten; changes: against 'since'.");
    }

    private static ObjectNode since() {
        ObjectNode since = JSON.objectNode().put("description", "The version that the changes are against.");
        since.putArray("type").add(WHOLE).add("null");
        return since;
    }

    private static ObjectNode href() {
        return text("Where the share's rows are, as a file.").put("format", "uri-reference");
    }

    private static ObjectNode object(String description) {
        ObjectNode object = JSON.objectNode().put("description", description).put("type", "object");
        object.putObject("properties");
        object.putArray("required");
        return object.put("additionalProperties", false);
    }

    private static void need(ObjectNode object, String name, JsonNode value) {
        ((ObjectNode) object.get("properties")).set(name, value);
        ((ArrayNode) object.get("required")).add(name);
    }

    private static ObjectNode number(String description) {
        return JSON.objectNode()
                .put("description", description)
                .put("type", WHOLE)
                .put("minimum", 0);
    }

    private static ObjectNode text(String description) {
        return JSON.objectNode().put("description", description).put("type", "string");
    }

    private static ObjectNode words(String... words) {
        ObjectNode one = JSON.objectNode();
        ArrayNode all = one.putArray("enum");
        List.of(words).forEach(word -> all.add(word.toLowerCase(Locale.ROOT)));
        return one;
    }

    private ObjectNode ref(String definition) {
        return JSON.objectNode().put("$ref", definitions + definition);
    }
}
