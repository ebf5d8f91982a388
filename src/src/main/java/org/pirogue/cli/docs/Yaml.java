package org.pirogue.cli.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Definitions as trees, and their values as cells of a Markdown table. */
final class Yaml {
    private Yaml() {}

    static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static String cell(JsonNode node) {
        return node.asText("").strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    static String code(JsonNode node) {
        String text = node.isContainerNode() ? node.toString() : node.asText("");
        return text.isEmpty() ? "" : "`" + text.replaceAll("\\s+", " ").replace("|", "\\|") + "`";
    }

    static String parameters(JsonNode node) {
        return node.properties().stream()
                .map((Map.Entry<String, JsonNode> each) -> each.getKey() + " " + code(each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
