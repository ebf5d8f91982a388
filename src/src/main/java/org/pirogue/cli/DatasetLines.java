package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.pirogue.cli.rest.DatasetCalls;

/** Datasets and their versions, for a person. */
final class DatasetLines {
    private final Screen screen;

    DatasetLines(Screen screen) {
        this.screen = screen;
    }

    void show(JsonNode described) {
        JsonNode dataset = described.path("dataset");
        JsonNode version = described.path("version");
        screen.print(text(dataset, "workspace") + "/" + text(dataset, "name") + "  "
                + screen.text("dataset." + text(dataset, "state")));
        line("dataset.title", text(dataset, "title"));
        line("dataset.description", text(dataset, "description"));
        line("dataset.owner", text(dataset, "owner"));
        line(
                "dataset.version",
                text(version, "version"),
                moment(text(version, "madeAt")),
                version.path("rows").asLong(),
                version.path("added").asLong(),
                version.path("changed").asLong(),
                version.path("gone").asLong());
        line("dataset.by", text(version, "run"), text(version, "flow"));
        line("dataset.key", texts(described.path("key")));
        line("dataset.steps", texts(described.at("/lineage/steps")));
        columns(described.path("columns"));
    }

    /** Columns of the key are promised a value in each row, where each row has one. */
    String contract(JsonNode described) {
        ObjectNode contract = JsonNodeFactory.instance.objectNode();
        JsonNode dataset = described.path("dataset");
        contract.put("dataset", text(dataset, "workspace") + "/" + text(dataset, "name"));
        contract.set("key", described.path("key"));
        ArrayNode columns = contract.putArray("columns");
        List<String> key = new ArrayList<>();
        described.path("key").forEach(each -> key.add(each.asText()));
        described.path("columns").forEach(column -> {
            String name = text(column, "name");
            ObjectNode promised = columns.addObject().put("column", name).put("type", text(column, "type"));
            promised.put(
                    "filled",
                    key.contains(name) && column.at("/profile/missing").asLong(1) == 0);
            if (!text(column, "description").isEmpty()) {
                promised.put("description", text(column, "description"));
            }
        });
        return contract.toPrettyString();
    }

    private void columns(JsonNode columns) {
        Table table = screen.table(2, "column", "type", "missing", "distinct", "min", "median", "max");
        columns.forEach(column -> {
            JsonNode profile = column.path("profile");
            table.add(List.of(
                    text(column, "name"),
                    text(column, "type"),
                    text(profile, "missing"),
                    text(profile, "distinct"),
                    text(profile, "min"),
                    text(profile.at("/quantiles/values"), 2),
                    text(profile, "max")));
        });
        screen.print("");
        screen.print(table);
        columns.forEach(column -> {
            if (!text(column, "description").isEmpty()) {
                screen.print("  " + text(column, "name") + ": " + text(column, "description"));
            }
        });
    }

    void versions(List<DatasetCalls.Version> versions) {
        Table table = screen.table(4, "version", "made", "flow", "kept", "run", "rows", "added", "changed", "gone");
        versions.forEach(each -> table.add(List.of(
                Long.toString(each.version()),
                moment(each.madeAt()),
                each.flow(),
                screen.text(each.droppedAt() == null ? "yes" : "no"),
                each.run(),
                Long.toString(each.rows()),
                Long.toString(each.added()),
                Long.toString(each.changed()),
                Long.toString(each.gone()))));
        screen.print(table);
    }

    private void line(String key, Object... args) {
        if (args.length > 0 && !args[0].toString().isEmpty()) {
            screen.print("  " + screen.text(key, args));
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asText("");
    }

    private static String text(JsonNode list, int at) {
        return list.path(at).asText("");
    }

    private static String texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    static String moment(String at) {
        return at.length() < 16 ? at : at.substring(0, 16).replace('T', ' ');
    }
}
