package org.pirogue.cli.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pirogue.cli.CountryConfig;

/** The head of a flow's README: where it belongs, its routes and their steps, and the data beside them. */
final class RouteDocs {
    private RouteDocs() {}

    /** One step of a route. */
    private record Step(String uri, String parameters) {}

    static String of(Path flow, List<Path> files, CountryConfig config) {
        String name = flow.getFileName().toString();
        StringBuilder text = new StringBuilder("# ").append(name).append("\n\n");
        config.flows().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .ifPresent(each -> text.append(
                        "Country %s, workspace %s%s.\n".formatted(config.country(), each.workspace(), schedule(each))));
        for (Path file : files) {
            Yaml.read(file).forEach(entry -> text.append(route(entry.path("route"))));
        }
        String beside = beside(flow);
        return beside.isEmpty() ? text.toString() : text + "\nData beside the routes: " + beside + ".\n";
    }

    private static String schedule(CountryConfig.Flow flow) {
        String schedule = flow.schedule().isEmpty() ? "" : ", schedule `" + flow.schedule() + "`";
        if (flow.dependsOn().isEmpty()) {
            return schedule;
        }
        String others = "`" + String.join("`, `", flow.dependsOn()) + "`";
        return schedule + " after " + others + (flow.triggered() ? ", and on a new version" : "");
    }

    private static String route(JsonNode route) {
        if (route.isMissingNode()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("\n## ").append(route.path("id").asText()).append('\n');
        text.append(route.path("description").asText("").strip()).append("\n\n");
        text.append("| | step | parameters |\n|---|---|---|\n");
        List<Step> steps = new ArrayList<>();
        collect(route.path("from"), steps);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            text.append("| %d | `%s` | %s |\n".formatted(i + 1, step.uri(), step.parameters()));
        }
        return text.toString();
    }

    private static void collect(JsonNode node, List<Step> steps) {
        if (node.isObject() && node.has("uri")) {
            steps.add(new Step(node.path("uri").asText(), Yaml.parameters(node.path("parameters"))));
        }
        node.properties().forEach(each -> {
            if (List.of("to", "toD", "wireTap").contains(each.getKey())
                    && each.getValue().isTextual()) {
                steps.add(new Step(each.getValue().asText(), ""));
            } else if (!each.getKey().equals("parameters")) {
                collect(each.getValue(), steps);
            }
        });
        if (node.isArray()) {
            node.forEach(each -> collect(each, steps));
        }
    }

    private static String beside(Path flow) {
        return GeneratedDocs.files(flow, "").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".csv") || name.endsWith(".yaml"))
                .filter(name -> !name.endsWith(".camel.yaml"))
                .map(name -> "[%s](%s)".formatted(name, name))
                .collect(Collectors.joining(", "));
    }
}
