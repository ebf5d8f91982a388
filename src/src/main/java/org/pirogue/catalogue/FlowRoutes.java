package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The two routes of a flow as a template: what their steps are given can be set at the installation, and the published flow
 * itself stays one that runs. Values are written over where they stand, so that comments and the order of lines stay.
 */
final class FlowRoutes {
    private static final String KAMELET = "kamelet:";
    private static final String QUEUE = "jms:queue:";
    /** The flow's own name and schedule come from its folder and from the configuration. */
    private static final List<String> NOT_SET = List.of("flow", "schedule");

    private final String name;
    private final String text;
    private final Map<String, ScalarNode> places = new LinkedHashMap<>();
    private final List<ScalarNode> queues = new ArrayList<>();
    private final Map<String, Integer> kamelets = new TreeMap<>();
    private final List<String> descriptions = new ArrayList<>();

    private FlowRoutes(String name, String text) {
        this.name = name;
        this.text = text;
    }

    static FlowRoutes read(String name, byte[] file, String place) {
        FlowRoutes routes = new FlowRoutes(name, new String(file, UTF_8));
        routes.collect(YamlTree.of(file, place));
        return routes;
    }

    private void collect(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::collect);
        } else if (node instanceof MappingNode) {
            Map<String, Node> entries = YamlTree.entries(node);
            String uri = YamlTree.text(entries.get("uri"));
            if (uri.startsWith(KAMELET)) {
                step(uri.substring(KAMELET.length()), entries.get("parameters"));
            }
            if (entries.containsKey("id") && entries.containsKey("description")) {
                descriptions.add(YamlTree.text(entries.get("description")).strip());
            }
            entries.forEach((key, value) -> {
                if (!key.equals("parameters")) {
                    collect(value);
                }
            });
        } else if (node instanceof ScalarNode scalar && isOwnQueue(scalar.getValue())) {
            queues.add(scalar);
        } else if (node instanceof ScalarNode scalar && scalar.getValue().startsWith(KAMELET)) {
            kamelets.putIfAbsent(scalar.getValue().substring(KAMELET.length()), 1);
        }
    }

    private void step(String kamelet, @org.jspecify.annotations.Nullable Node parameters) {
        int times = kamelets.merge(kamelet, 1, Integer::sum);
        String prefix = kamelet + (times == 1 ? "" : "#" + times) + ".";
        YamlTree.entries(parameters).forEach((key, value) -> {
            if (value instanceof ScalarNode scalar && !NOT_SET.contains(key)) {
                places.put(prefix + key, scalar);
            }
        });
    }

    private boolean isOwnQueue(String value) {
        return value.startsWith(QUEUE) && value.endsWith("." + name);
    }

    Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        places.forEach((place, scalar) -> parameters.put(place, new Parameter(null, null, false, scalar.getValue())));
        return parameters;
    }

    /** Names of the kamelets that the flow calls, sorted. */
    List<String> kamelets() {
        return List.copyOf(kamelets.keySet());
    }

    /** What the routes say of themselves. */
    String description() {
        return String.join("\n", descriptions);
    }

    /**
     * The same routes with other values.
     *
     * @param values by the names of {@link #parameters()}; others are left as they were published
     * @param workspace whose queue it is
     */
    byte[] with(Map<String, String> values, String workspace) {
        Map<ScalarNode, String> changes = new LinkedHashMap<>();
        places.forEach((place, scalar) -> {
            String value = values.get(place);
            if (value != null && !value.equals(scalar.getValue())) {
                changes.put(scalar, value);
            }
        });
        String queue = QUEUE + workspace + "." + name;
        queues.stream().filter(each -> !each.getValue().equals(queue)).forEach(each -> changes.put(each, queue));
        StringBuilder changed = new StringBuilder(text);
        // From the end: what comes before keeps its place.
        changes.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<ScalarNode, String> each) ->
                                each.getKey().getStartMark().getIndex())
                        .reversed())
                .forEach(each -> replace(changed, each.getKey(), quoted(each.getValue())));
        return changed.toString().getBytes(UTF_8);
    }

    private void replace(StringBuilder changed, ScalarNode scalar, String value) {
        int from = offset(scalar.getStartMark().getIndex());
        int to = offset(scalar.getEndMark().getIndex());
        // A block of lines reaches to the beginning of the next one.
        String end = text.substring(from, to).endsWith("\n") ? "\n" : "";
        changed.replace(from, to, value + end);
    }

    /** SnakeYAML counts code points. */
    private int offset(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    /** A JSON string is a YAML string. */
    private static String quoted(String value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
