package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code fields} parameter: {@code id,parent[id,code],organisationUnits~size,!created,:owner,*}. */
public final class Fields {
    /**
     * One wish.
     *
     * @param below what is wanted of the value's own properties; null for its short form
     */
    private record Field(
            String name,
            boolean without,
            List<String> changes,
            @Nullable Fields below) {}

    private static final List<String> IDENTIFIABLE = List.of("id", "name", "code", "created", "lastUpdated");
    private static final List<String> NAMEABLE =
            List.of("id", "name", "shortName", "code", "description", "created", "lastUpdated");

    private final List<Field> fields;

    private Fields(List<Field> fields) {
        this.fields = fields;
    }

    public static Fields parse(String text) {
        return new Reader(text).fields();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Fields fields() {
            List<Field> found = new ArrayList<>();
            while (at < text.length() && text.charAt(at) != ']') {
                found.add(field());
                if (at < text.length() && text.charAt(at) == ',') {
                    at++;
                }
            }
            return new Fields(found);
        }

        private Field field() {
            String word = word().trim();
            @Nullable Fields below = null;
            if (at < text.length() && text.charAt(at) == '[') {
                at++;
                below = fields();
                at++;
                word += word();
            }
            String[] parts = word.replace("::", "~").split("~");
            boolean without = parts[0].startsWith("!");
            List<String> changes = new ArrayList<>(List.of(parts)).subList(1, parts.length);
            return new Field(without ? parts[0].substring(1) : parts[0], without, changes, below);
        }

        private String word() {
            int from = at;
            int open = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (open == 0 && (c == ',' || c == '[' || c == ']')) {
                    break;
                }
                at++;
            }
            return text.substring(from, at);
        }
    }

    /** A copy of an object with what is wanted of it. */
    public ObjectNode of(String type, ObjectNode object, ObjectView view) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            for (String name : names(field, type, object, view)) {
                show(field, name, type, object, view, shown);
            }
        }
        fields.stream().filter(Field::without).forEach(field -> shown.remove(field.name));
        return shown;
    }

    private static List<String> names(Field field, String type, ObjectNode object, ObjectView view) {
        if (field.without) {
            return List.of();
        }
        return switch (field.name) {
            case "*", ":all", "all" -> view.properties(type, object);
            case ":owner", ":persisted" -> own(object);
            case ":identifiable" -> IDENTIFIABLE;
            case ":nameable" -> NAMEABLE;
            default -> List.of(field.name);
        };
    }

    private static List<String> own(ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    private static void show(
            Field field, String name, String type, ObjectNode object, ObjectView view, ObjectNode shown) {
        JsonNode value = view.property(type, object, name);
        String as = name;
        JsonNode result = value.isMissingNode() || value.isNull() ? value : nested(field, name, value, view);
        for (String change : field.changes) {
            if (change.startsWith("rename(")) {
                as = change.substring(7, change.length() - 1);
            } else {
                result = changed(change, value, result);
            }
        }
        if (!result.isMissingNode() && !result.isNull()) {
            shown.set(as, result);
        }
    }

    private static JsonNode changed(String change, JsonNode value, JsonNode result) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (change.equals("size")) {
            return json.numberNode(value.isTextual() ? value.asText().length() : value.size());
        }
        if (change.equals("isEmpty")) {
            return json.booleanNode(value.size() == 0);
        }
        if (change.equals("isNotEmpty")) {
            return json.booleanNode(value.size() > 0);
        }
        if (change.startsWith("pluck")) {
            String property = change.equals("pluck") ? "id" : change.substring(6, change.length() - 1);
            ArrayNode plucked = json.arrayNode();
            result.forEach(one -> plucked.add(one.path(property)));
            return plucked;
        }
        return result;
    }

    private static JsonNode nested(Field field, String name, JsonNode value, ObjectView view) {
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(one -> array.add(nested(field, name, one, view)));
            return array;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        if (field.below == null) {
            return value;
        }
        String type = Types.referredBy(name).orElse(name);
        return field.below.of(type, view.resolved(name, object), view);
    }
}
