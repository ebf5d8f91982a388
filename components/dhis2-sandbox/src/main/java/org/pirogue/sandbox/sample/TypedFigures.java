package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What people type into the forms of a server on the second day, through its own interface: it notes who and when. */
final class TypedFigures {
    private final ServerCalls calls;
    private final Names names;
    private final List<Unit> facilities;
    private final String period;

    TypedFigures(ServerCalls calls, Names names, List<Unit> facilities, String period) {
        this.calls = calls;
        this.names = names;
        this.facilities = facilities;
        this.period = period;
    }

    /** @throws IllegalStateException where the server refuses any of them */
    void type(Routine.Typed typed) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        Places.Place place = place(typed);
        facilities.stream().skip(typed.skip()).limit(typed.facilities()).forEach(unit -> {
            ObjectNode value = values.addObject()
                    .put("dataElement", place.element())
                    .put("orgUnit", names.unit(unit))
                    .put("period", period)
                    .put("value", typed.value());
            if (!place.combo().isEmpty()) {
                value.put("categoryOptionCombo", place.combo());
            }
        });
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("dataSet", names.object("dataSets", typed.dataSet()).path("id").asText());
        body.set("dataValues", values);
        JsonNode answer = calls.post("dataValueSets?async=false", body);
        if (!answer.path("response").path("status").asText().equals("SUCCESS")) {
            throw new IllegalStateException("the server refused figures of %s: %s"
                    .formatted(typed.dataSet(), answer.path("response").path("conflicts")));
        }
    }

    private Places.Place place(Routine.Typed typed) {
        String options = typed.options() == null ? "" : typed.options();
        return Places.asked(calls, names).of(new Names.Cell(typed.element(), options));
    }
}
