package org.pirogue.catalogue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** What a kamelet's own definition says of it. */
record KameletDefinition(String title, String description, Map<String, Parameter> parameters) {

    static KameletDefinition read(byte[] file, String place) {
        Node definition = YamlTree.find(YamlTree.of(file, place), "spec", "definition")
                .orElseThrow(() -> new CatalogueProblem("P627", place));
        Set<String> required = new HashSet<>();
        YamlTree.items(YamlTree.find(definition, "required").orElse(null))
                .forEach(name -> required.add(YamlTree.text(name)));
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        YamlTree.entries(YamlTree.find(definition, "properties").orElse(null))
                .forEach((name, property) -> parameters.put(
                        name,
                        new Parameter(
                                text(property, "title"),
                                text(property, "type"),
                                required.contains(name),
                                text(property, "default"))));
        return new KameletDefinition(
                orEmpty(text(definition, "title")),
                orEmpty(text(definition, "description")).strip(),
                parameters);
    }

    private static @org.jspecify.annotations.Nullable String text(Node node, String key) {
        return YamlTree.find(node, key).map(YamlTree::text).orElse(null);
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
