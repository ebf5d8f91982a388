package org.pirogue.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.metadata.Types;
import org.pirogue.sandbox.metadata.User;

/** Error reports of one metadata object. */
final class MetadataErrors {
    private final String type;
    private final String id;
    private final String label;
    private final ArrayNode found = Call.JSON.createArrayNode();

    MetadataErrors(String type, ObjectNode object) {
        this.type = type;
        this.id = object.path("id").asText();
        this.label = object.path("name").asText("null") + " [" + id + "] (" + Types.simpleClass(type) + ")";
    }

    ArrayNode found() {
        return found;
    }

    private ObjectNode add(String code, String message, String... args) {
        ObjectNode error = found.addObject().put("message", message);
        List.of(args).forEach(error.putArray("args")::add);
        error.put("mainKlass", Types.fullClass(type)).put("errorCode", code);
        List.of(args).forEach(error.putArray("errorProperties")::add);
        return error;
    }

    void notAllowed(User user, boolean exists) {
        String who = user.firstName() + " " + user.surname() + " [" + user.id() + "] (User)";
        String message = exists
                ? "User `" + who + "` is not allowed to update object `" + label + "`"
                : "User `" + who + "` is not allowed to create objects of type " + Types.simpleClass(type);
        add(exists ? "E3001" : "E3000", message, who, exists ? label : Types.simpleClass(type));
    }

    void exists() {
        add(
                        "E5000",
                        "Found matching object for reference, but import strategy is CREATE. Identifier was UID, and object was "
                                + label + ".",
                        "UID",
                        label)
                .put("mainId", id);
    }

    void missing(String property) {
        add("E4000", "Missing required property `" + property + "`", property)
                .put("errorKlass", property.endsWith("Date") ? "java.util.Date" : "java.lang.String")
                .put("errorProperty", property);
    }

    void badReference(String reference, String target, String property) {
        String what = "[" + reference + "] (" + Types.simpleClass(target) + ")";
        add(
                        "E5002",
                        "Invalid reference " + what + " on object " + label + " for association `" + property + "`",
                        what,
                        label,
                        property)
                .put("mainId", id)
                .put("errorProperty", property);
    }

    void codeTaken(String other, String value) {
        add(
                        "E5003",
                        "Property `code` with value `" + value + "` on object " + label + " already exists on object "
                                + other,
                        "code",
                        value,
                        label,
                        other)
                .put("mainId", other)
                .put("errorProperty", "code");
    }
}
