package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.sandbox.instance.Uids;

/** The metadata of one server with the organisation units in it, and which UID everything has there. */
final class Names {
    /** @param element code or UID; @param options code of the category option, empty for the default combo */
    record Cell(String element, String options) {}

    private final ObjectNode metadata;
    private final Uids uids;
    private final Server server;
    private final Map<String, String> unitIds = new HashMap<>();
    private final Map<String, JsonNode> objects = new HashMap<>();

    private Names(ObjectNode metadata, Uids uids, Server server) {
        this.metadata = metadata;
        this.uids = uids;
        this.server = server;
    }

    /** @throws UncheckedIOException naming the file */
    static Names read(Path folder, Server server, Uids uids, Hierarchy hierarchy) {
        Path file = folder.resolve(server.metadata());
        try {
            ObjectNode metadata = (ObjectNode) new ObjectMapper().readTree(file.toFile());
            Names names = new Names(metadata, uids, server);
            names.index();
            names.add(hierarchy);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void index() {
        metadata.properties().forEach(type -> type.getValue().forEach(object -> {
            objects.put(type.getKey() + "/" + object.path("id").asText(), object);
            if (object.hasNonNull("code")) {
                objects.put(type.getKey() + "/" + object.path("code").asText(), object);
            }
        }));
    }

    private void add(Hierarchy hierarchy) {
        ArrayNode units = metadata.putArray("organisationUnits");
        hierarchy.all().forEach(unit -> {
            ObjectNode json = json(unit);
            hierarchy.place(unit).ifPresent(place -> json.set("geometry", place));
            units.add(json);
        });
        server.assignedDataSets().forEach(code -> object("dataSets", code));
        for (String type : List.of("dataSets", "programs")) {
            metadata.path(type).forEach(object -> assign((ObjectNode) object, hierarchy));
        }
    }

    ObjectNode json(Unit unit) {
        ObjectNode json = metadata.objectNode()
                .put("id", unit(unit))
                .put("code", server.code(unit))
                .put("name", server.name(unit))
                .put(
                        "shortName",
                        server.name(unit)
                                .substring(0, Math.min(50, server.name(unit).length())))
                .put("openingDate", unit.opened() + "T00:00:00.000");
        if (unit.closed() != null) {
            json.put("closedDate", unit.closed() + "T00:00:00.000");
        }
        if (unit.parent() != null) {
            json.putObject("parent").put("id", unit(unit.parent()));
        }
        return json;
    }

    /** Every data set and program that names no units is for all facilities, unless the scenario says otherwise. */
    private void assign(ObjectNode object, Hierarchy hierarchy) {
        if (object.has("organisationUnits")) {
            return;
        }
        Server.Assigned assigned = server.assigned(object.path("code").asText());
        ArrayNode units = object.putArray("organisationUnits");
        hierarchy.all().stream()
                .filter(unit -> assigned.holds(unit, hierarchy.level(unit)))
                .forEach(unit -> units.addObject().put("id", unit(unit)));
    }

    ObjectNode metadata() {
        return metadata;
    }

    String unit(Unit unit) {
        return unit(unit.code());
    }

    String unit(String code) {
        return unitIds.computeIfAbsent(code, c -> uids.of("organisationUnits/" + c));
    }

    /** UID of something that the sample makes on this server. */
    String made(String name) {
        return uids.of(name);
    }

    /** @param code code or UID; @throws IllegalArgumentException when the metadata has no such object */
    String id(String type, String code) {
        return object(type, code).path("id").asText();
    }

    JsonNode object(String type, String code) {
        JsonNode object = objects.get(type + "/" + code);
        if (object == null) {
            throw new IllegalArgumentException("no '%s' among the %s of %s".formatted(code, type, server.metadata()));
        }
        return object;
    }

    /** Every cell of a data set whose elements have one category or none. */
    List<Cell> cells(String dataSet) {
        List<Cell> cells = new ArrayList<>();
        object("dataSets", dataSet).path("dataSetElements").forEach(entry -> {
            JsonNode element =
                    object("dataElements", entry.path("dataElement").path("id").asText());
            String id = element.path("id").asText();
            // The standard combo is every server's own: the metadata refer to it without bringing it.
            if (objects.containsKey(
                    "categoryCombos/" + element.path("categoryCombo").path("id").asText())) {
                options(element)
                        .forEach(option ->
                                cells.add(new Cell(id, option.path("code").asText())));
            } else {
                cells.add(new Cell(id, ""));
            }
        });
        return cells;
    }

    private List<JsonNode> options(JsonNode element) {
        JsonNode combo = object(
                "categoryCombos", element.path("categoryCombo").path("id").asText());
        JsonNode category =
                object("categories", combo.path("categories").path(0).path("id").asText());
        List<JsonNode> options = new ArrayList<>();
        category.path("categoryOptions")
                .forEach(option ->
                        options.add(object("categoryOptions", option.path("id").asText())));
        return options;
    }
}
