package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An organisation unit as tests write it: days without a time, the parent by its code, what is empty left out. */
final class Units {
    private static final int DAY = 10;

    private Units() {}

    static Map<String, Object> line(JsonNode unit) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("orgUnit", unit.path("code").asText());
        unit.properties().forEach(field -> put(line, field.getKey(), field.getValue()));
        line.remove("id");
        return line;
    }

    private static void put(Map<String, Object> line, String name, JsonNode value) {
        String text = value.asText();
        if (name.endsWith("Date")) {
            line.put(name, text.substring(0, Math.min(DAY, text.length())));
        } else if (name.equals("parent")) {
            line.put(name, value.path("code").asText());
        } else {
            line.put(name, value.isObject() ? sorted(value) : text);
        }
    }

    private static String sorted(JsonNode value) {
        return value.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
