package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** One {@code filter} parameter: {@code property:operator:value}, the property with dots for what it refers to. */
public final class Filter {
    /** A filter that DHIS2 refuses with E1003. */
    public static final class Bad extends RuntimeException {
        Bad(String message) {
            super(message, null, false, false);
        }
    }

    private final List<String> path;
    private final String operator;
    private final String value;

    private Filter(List<String> path, String operator, String value) {
        this.path = path;
        this.operator = operator;
        this.value = value;
    }

    /** Refuses unknown operators and properties. */
    public static Filter parse(String text, String type, ObjectView view) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2) {
            throw new Bad("Invalid filter: " + text);
        }
        Filter filter = new Filter(List.of(parts[0].split("\\.")), parts[1], parts.length > 2 ? parts[2] : "");
        filter.requireOperator();
        if (!view.isProperty(type, filter.path.get(0))) {
            throw new Bad("Unknown path property: " + parts[0]);
        }
        return filter;
    }

    private void requireOperator() {
        switch (operator) {
            case "eq", "ieq", "!eq", "ne", "neq", "in", "!in", "gt", "ge", "gte", "lt", "le", "lte" -> {}
            case "like", "!like", "ilike", "!ilike", "$like", "$ilike", "like$", "ilike$", "token" -> {}
            case "!$like", "!$ilike", "!like$", "!ilike$", "null", "!null", "empty" -> {}
            default -> throw new Bad("`" + operator + "` is not a valid operator.");
        }
    }

    public boolean test(String type, ObjectNode object, ObjectView view) {
        List<JsonNode> values = new ArrayList<>();
        collect(type, object, 0, view, values);
        return switch (operator) {
            case "null" -> values.isEmpty();
            case "!null" -> !values.isEmpty();
            case "empty" -> values.isEmpty();
            case "!eq", "ne", "neq", "!in", "!like", "!ilike", "!$like", "!$ilike", "!like$", "!ilike$" ->
                values.stream().allMatch(this::matches);
            default -> values.stream().anyMatch(this::matches);
        };
    }

    private void collect(String type, ObjectNode object, int depth, ObjectView view, List<JsonNode> into) {
        String name = path.get(depth);
        JsonNode found = view.property(type, object, name);
        List<JsonNode> all = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(all::add);
        } else if (!found.isMissingNode() && !found.isNull()) {
            all.add(found);
        }
        for (JsonNode one : all) {
            if (depth == path.size() - 1) {
                into.add(one);
            } else if (one instanceof ObjectNode reference) {
                String next = Types.referredBy(name).orElse(name);
                collect(next, view.resolved(name, reference), depth + 1, view, into);
            }
        }
    }

    private boolean matches(JsonNode node) {
        String text = node.isObject() ? node.path("id").asText() : node.asText();
        String low = text.toLowerCase(Locale.ROOT);
        String lowValue = value.toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "eq" -> text.equals(value);
            case "ieq" -> low.equals(lowValue);
            case "!eq", "ne", "neq" -> !text.equals(value);
            case "in" -> list().contains(text);
            case "!in" -> !list().contains(text);
            case "gt" -> compare(text, c -> c > 0);
            case "ge", "gte" -> compare(text, c -> c >= 0);
            case "lt" -> compare(text, c -> c < 0);
            case "le", "lte" -> compare(text, c -> c <= 0);
            case "like" -> text.contains(value);
            case "!like" -> !text.contains(value);
            case "ilike", "token" -> low.contains(lowValue);
            case "!ilike" -> !low.contains(lowValue);
            case "$like" -> text.startsWith(value);
            case "!$like" -> !text.startsWith(value);
            case "$ilike" -> low.startsWith(lowValue);
            case "!$ilike" -> !low.startsWith(lowValue);
            case "like$" -> text.endsWith(value);
            case "!like$" -> !text.endsWith(value);
            case "ilike$" -> low.endsWith(lowValue);
            default -> !low.endsWith(lowValue);
        };
    }

    private List<String> list() {
        String inner = value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
        return List.of(inner.split(","));
    }

    /** Numbers as numbers; times as text, which orders them rightly. */
    private boolean compare(String text, IntPredicate wanted) {
        try {
            return wanted.test(Double.compare(Double.parseDouble(text), Double.parseDouble(value)));
        } catch (NumberFormatException e) {
            return wanted.test(text.compareTo(value));
        }
    }
}
