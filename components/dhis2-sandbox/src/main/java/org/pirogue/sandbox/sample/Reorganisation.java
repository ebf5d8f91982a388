package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a ministry's administrator does to the facilities of a server on the second day, through its own interface. */
final class Reorganisation {
    private final ServerCalls calls;
    private final Names names;
    private final Hierarchy hierarchy;
    private final ArrayNode units = JsonNodeFactory.instance.arrayNode();

    Reorganisation(ServerCalls calls, Names names, Hierarchy hierarchy) {
        this.calls = calls;
        this.names = names;
        this.hierarchy = hierarchy;
    }

    /** @throws IllegalStateException where the server refuses any of it */
    void make(Units.Facilities facilities) {
        facilities.opened().forEach(this::open);
        facilities.renamed().forEach((code, name) -> known(code).put("name", name));
        facilities
                .moved()
                .forEach((code, parent) -> known(code).putObject("parent").put("id", names.unit(parent)));
        facilities.closed().forEach((code, day) -> known(code).put("closedDate", day + "T00:00:00.000"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("organisationUnits", units);
        JsonNode answer = calls.post("metadata", body);
        if (!answer.path("status").asText().equals("OK")) {
            throw new IllegalStateException("the server refused the facilities: " + answer);
        }
    }

    private ObjectNode known(String code) {
        ObjectNode unit = names.json(hierarchy.get(code));
        units.add(unit);
        return unit;
    }

    private void open(String code, String name) {
        Unit parent = hierarchy.get(code.substring(0, code.lastIndexOf('_')));
        units.addObject()
                .put("id", names.unit(code))
                .put("code", code)
                .put("name", name)
                .put("shortName", name)
                .put("openingDate", "2026-11-01T00:00:00.000")
                .putObject("parent")
                .put("id", names.unit(parent));
    }
}
