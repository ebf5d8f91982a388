package org.pirogue.flow.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.flow.FlowException;

/** The fields of organisation units that a flow may own, as text: days without a time, the parent by its code. */
public final class OrgUnitFields {
    static final String PARENT = "parent";
    static final String CODE = "code";
    static final String NAME = "name";
    static final String SHORT_NAME = "shortName";
    static final String OPENING = "openingDate";
    static final String CLOSED = "closedDate";
    private static final String GEOMETRY = "geometry";
    /** What every flow owns: without them a unit cannot stand. */
    private static final List<String> ALWAYS = List.of(CODE, NAME, SHORT_NAME, OPENING, CLOSED, PARENT);

    private static final Set<String> FURTHER = Set.of("description", "comment", "address", "url", GEOMETRY);
    private static final Set<String> DAYS = Set.of(OPENING, CLOSED);
    private static final int DAY = 10;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final SortedSet<String> owned = new TreeSet<>(ALWAYS);

    /** @param further more fields, separated by commas; @throws FlowException P270 for one that is not carried */
    OrgUnitFields(String further) {
        Arrays.stream(further.split(","))
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .forEach(this::add);
    }

    private void add(String field) {
        if (!FURTHER.contains(field) && !ALWAYS.contains(field)) {
            throw new FlowException(
                    "P270", "'" + field + "' of organisation units is not carried: one of " + new TreeSet<>(FURTHER));
        }
        owned.add(field);
    }

    /** For DHIS2's {@code fields} parameter. */
    String asked() {
        return "id,path," + String.join(",", owned).replace(PARENT, "parent[id,code]");
    }

    String digest() {
        return String.join(",", owned);
    }

    SortedMap<String, String> owned(JsonNode unit) {
        SortedMap<String, String> all = all(unit);
        all.keySet().retainAll(owned);
        return all;
    }

    /** Every field that any flow may own; what is empty is left out. */
    static SortedMap<String, String> all(JsonNode unit) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (List<String> names : List.of(ALWAYS, List.copyOf(FURTHER))) {
            for (String name : names) {
                String text = text(name, unit.path(name));
                if (!text.isBlank()) {
                    fields.put(name, text);
                }
            }
        }
        return fields;
    }

    private static String text(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (name.equals(PARENT)) {
            return label(value);
        }
        if (name.equals(GEOMETRY)) {
            return canonical(value);
        }
        String text = value.asText();
        return DAYS.contains(name) && text.length() > DAY ? text.substring(0, DAY) : text;
    }

    /** Its code, or its uid where it has none. */
    public static String label(JsonNode unit) {
        String code = unit.path(CODE).asText("");
        return code.isBlank() ? unit.path("id").asText() : code;
    }

    private static String canonical(JsonNode value) {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(value, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written");
        }
    }

    /** Sets one field as DHIS2 takes it. @param value a uid for the parent */
    static void set(ObjectNode unit, String field, String value) {
        switch (field) {
            case PARENT -> unit.putObject(PARENT).put("id", value);
            case GEOMETRY -> unit.set(GEOMETRY, geometry(value));
            case OPENING, CLOSED -> unit.put(field, value + "T00:00:00.000");
            default -> unit.put(field, value);
        }
    }

    private static JsonNode geometry(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON can be read");
        }
    }
}
