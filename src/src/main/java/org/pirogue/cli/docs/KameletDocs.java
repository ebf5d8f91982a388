package org.pirogue.cli.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The README of {@code kamelets/}: each kamelet with its properties, from its definition. */
final class KameletDocs {
    private KameletDocs() {}

    static String of(List<Path> definitions) {
        List<JsonNode> kamelets = definitions.stream().map(Yaml::read).toList();
        StringBuilder text = new StringBuilder("# Kamelets\n\nThe steps that flows share.\n\n");
        text.append("| kamelet | kind | what it does |\n|---|---|---|\n");
        kamelets.forEach(each -> text.append(row(each)));
        kamelets.forEach(each -> text.append(section(each)));
        return text.toString();
    }

    static String one(Path definition) {
        return section(Yaml.read(definition)).strip().replaceFirst("^## ", "# ") + "\n";
    }

    private static String row(JsonNode kamelet) {
        String name = name(kamelet);
        return "| [%s](#%s) | %s | %s |%n"
                .formatted(
                        name,
                        name,
                        kind(name),
                        firstSentence(Yaml.cell(definition(kamelet).path("description"))))
                .replace(System.lineSeparator(), "\n");
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String section(JsonNode kamelet) {
        JsonNode definition = definition(kamelet);
        StringBuilder text = new StringBuilder("\n## ").append(name(kamelet)).append('\n');
        text.append(definition.path("description").asText("").strip()).append('\n');
        JsonNode properties = definition.path("properties");
        if (properties.isEmpty()) {
            return text.toString();
        }
        Set<String> required = new HashSet<>();
        definition.path("required").forEach(each -> required.add(each.asText()));
        text.append("\n| property | what it is | type | default | example |\n|---|---|---|---|---|\n");
        properties.properties().forEach(each -> text.append(property(each.getKey(), each.getValue(), required)));
        return text.toString();
    }

    private static String property(String name, JsonNode property, Set<String> required) {
        String description = Yaml.cell(property.path("description"));
        String title = Yaml.cell(property.path("title"));
        String what = description.isEmpty() ? title : title.isEmpty() ? description : title + ": " + description;
        return "| "
                + String.join(
                        " | ",
                        "`" + name + "`" + (required.contains(name) ? " **required**" : ""),
                        what,
                        Yaml.cell(property.path("type")),
                        Yaml.code(property.path("default")),
                        Yaml.code(property.path("example")))
                + " |\n";
    }

    private static String name(JsonNode kamelet) {
        return kamelet.path("metadata").path("name").asText();
    }

    private static String kind(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    private static JsonNode definition(JsonNode kamelet) {
        return kamelet.path("spec").path("definition");
    }
}
