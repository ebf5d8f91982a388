package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;

/**
 * What an import summary says of a refused value or group.
 *
 * @param args as 2.43 prints them; null in the form of 2.42
 * @param object the culprit, in the form of 2.42 (with {@code property} and {@code kind})
 * @param indexes -1 alone where DHIS2 could not say which
 */
record Conflict(
        String code,
        String text,
        @Nullable String args,
        @Nullable String object,
        @Nullable String kind,
        @Nullable String property,
        List<Integer> indexes) {

    static Conflict of(String code, String args, String text, List<Integer> indexes) {
        return new Conflict(code, text, args, null, null, null, indexes);
    }

    static Conflict row(String code, String text, String object, String kind, String property, int index) {
        return new Conflict(code, text, null, object, kind, property, List.of(index));
    }

    ObjectNode json() {
        ObjectNode json = Call.JSON.createObjectNode();
        if (object != null) {
            json.put("object", object);
        }
        json.putObject("objects").put(kind == null ? "args" : kind, args == null ? object : args);
        json.put("value", text).put("errorCode", code);
        if (property != null) {
            json.put("property", property);
        }
        indexes.forEach(json.putArray("indexes")::add);
        return json;
    }
}
