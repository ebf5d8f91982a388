package org.pirogue.catalogue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file as nodes that know where in the text they stand; nothing of it is made into objects. */
final class YamlTree {
    private YamlTree() {}

    /** @throws CatalogueProblem P627 no YAML */
    static Node of(byte[] file, String place) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(new String(file, StandardCharsets.UTF_8)));
            if (root == null) {
                throw new CatalogueProblem("P627", place);
            }
            return root;
        } catch (YAMLException e) {
            throw new CatalogueProblem("P627", place);
        }
    }

    static Optional<Node> find(@Nullable Node node, String... path) {
        Node at = node;
        for (String key : path) {
            Node value = at instanceof MappingNode map ? value(map, key) : null;
            if (value == null) {
                return Optional.empty();
            }
            at = value;
        }
        return Optional.ofNullable(at);
    }

    private static @Nullable Node value(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(entry -> text(entry.getKeyNode()).equals(key))
                .map(org.yaml.snakeyaml.nodes.NodeTuple::getValueNode)
                .findFirst()
                .orElse(null);
    }

    /** Entries of a mapping in their order; none for anything else. */
    static Map<String, Node> entries(@Nullable Node node) {
        if (!(node instanceof MappingNode map)) {
            return Map.of();
        }
        return map.getValue().stream()
                .collect(Collectors.toMap(
                        entry -> text(entry.getKeyNode()),
                        org.yaml.snakeyaml.nodes.NodeTuple::getValueNode,
                        (first, second) -> first,
                        java.util.LinkedHashMap::new));
    }

    static java.util.List<Node> items(@Nullable Node node) {
        return node instanceof SequenceNode list ? list.getValue() : java.util.List.of();
    }

    /** Of a scalar; empty for anything else. */
    static String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
