package org.pirogue.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares an answer with a recorded one. */
final class Difference {
    /** Texts that differ from server to server or from moment to moment, and by what they are replaced. */
    private static final String[][] VOLATILE = {
        {"https?://127\\.0\\.0\\.1:\\d+", "<base>"},
        {"\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(\\+0000|Z)?", "<time>"},
        {"^\\d{4}-\\d{2}-\\d{2}$", "<date>"},
        {"\\(\\d{13}\\)", "(<millis>)"},
        {"d2p_\\w+", "<token>"},
    };

    private static final Pattern IDS = Pattern.compile("\\[(\\w{11}(?:, \\w{11})+)\\]");

    private Difference() {}

    /** Empty when both are the same but for volatile texts, ids that a server makes, and the order of lists. */
    static Optional<String> strict(JsonNode recorded, JsonNode answered) {
        JsonNode one = normal(recorded, "");
        JsonNode other = normal(answered, "");
        return one.equals(other) ? Optional.empty() : Optional.of(first(one, other, "$"));
    }

    private static JsonNode normal(JsonNode node, String name) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (node.isObject()) {
            ObjectNode object = json.objectNode();
            Set<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            names.forEach(field -> object.set(field, normal(node.path(field), field)));
            return object;
        }
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.forEach(item -> items.add(normal(item, name)));
            items.sort(Comparator.comparing(JsonNode::toString));
            ArrayNode array = json.arrayNode();
            items.forEach(array::add);
            return array;
        }
        if (node.isTextual()) {
            String text = node.asText();
            for (String[] pair : VOLATILE) {
                text = text.replaceAll(pair[0], pair[1]);
            }
            return json.textNode(sortedIds(text));
        }
        return node.isNumber() ? json.numberNode(node.asDouble()) : node;
    }

    /** Ids that a message lists stand in no order that means something. */
    private static String sortedIds(String text) {
        return IDS.matcher(text).replaceAll(list -> {
            String[] ids = list.group(1).split(", ");
            Arrays.sort(ids);
            return "[" + String.join(", ", ids) + "]";
        });
    }

    private static String first(JsonNode one, JsonNode other, String path) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!one.path(name).equals(other.path(name))) {
                    return first(one.path(name), other.path(name), path + "." + name);
                }
            }
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!one.get(i).equals(other.get(i))) {
                    return first(one.get(i), other.get(i), path + "[" + i + "]");
                }
            }
        }
        return path + ": recorded " + shortened(one) + ", answered " + shortened(other);
    }

    private static String shortened(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    /** Empty when both have the same paths with the same types. */
    static Optional<String> shape(JsonNode recorded, JsonNode answered) {
        Set<String> one = paths(recorded, "$", new TreeSet<>());
        Set<String> other = paths(answered, "$", new TreeSet<>());
        if (one.equals(other)) {
            return Optional.empty();
        }
        Set<String> missing = new TreeSet<>(one);
        missing.removeAll(other);
        Set<String> extra = new TreeSet<>(other);
        extra.removeAll(one);
        return Optional.of("missing " + missing + ", extra " + extra);
    }

    private static Set<String> paths(JsonNode node, String path, Set<String> into) {
        into.add(path + ":" + (node.isNumber() ? "NUMBER" : node.getNodeType()));
        if (node.isArray()) {
            node.forEach(item -> paths(item, path + "[]", into));
        } else {
            node.fields().forEachRemaining(f -> paths(f.getValue(), path + "." + f.getKey(), into));
        }
        return into;
    }
}
