package org.pirogue.country;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.flow.Flow;

/** Reads what a flow's route YAML says, without running it: which kamelets, in which order, with which parameters. */
final class FlowReader {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String KAMELET = "kamelet:";
    private static final String QUEUE = "jms:queue:";

    private final Findings findings;

    FlowReader(Findings findings) {
        this.findings = findings;
    }

    /** @param folder {@code routes/<country>/<flow>}; what is wrong goes to the problems, and the flow is left out */
    List<Flow> read(Path folder, String workspace) {
        String name = folder.getFileName().toString();
        Path file = folder.resolve(name + ".camel.yaml");
        if (!Files.isRegularFile(file)) {
            findings.add("P151", findings.place(file), null, "flow '" + name + "' has no route file", "add it");
            return List.of();
        }
        try {
            return read(name, workspace, folder, file, YAML.readTree(file.toFile()));
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            findings.add("P152", findings.place(file) + line, null, "not readable as YAML", "correct it");
            return List.of();
        } catch (IOException e) {
            findings.add("P152", findings.place(file), null, "cannot be read", "check its permissions");
            return List.of();
        }
    }

    private List<Flow> read(String name, String workspace, Path folder, Path file, JsonNode yaml) {
        JsonNode collect = route(yaml, name + ".collect");
        JsonNode deliver = route(yaml, name + ".deliver");
        if (yaml.size() != 2 || collect.isMissingNode() || deliver.isMissingNode()) {
            findings.add(
                    "P153",
                    findings.place(file),
                    null,
                    "a flow is two routes and nothing else",
                    "name them '" + name + ".collect' and '" + name + ".deliver'");
            return List.of();
        }
        List<Flow.Step> steps = new ArrayList<>();
        add(steps, collect.path("from"), file);
        collect.path("from").path("steps").forEach(step -> {
            if (!step.has("split")) {
                add(steps, step.path("to"), file);
            }
        });
        List<Flow.Step> delivery = new ArrayList<>();
        deliver.path("from").path("steps").forEach(step -> add(delivery, step.path("to"), file));
        String queue = workspace + "." + name;
        expect(lastQueue(collect), queue, file, name + ".collect ends in");
        expect(queueOf(deliver.path("from")), queue, file, name + ".deliver begins with");
        if (steps.isEmpty() || delivery.isEmpty()) {
            findings.add("P154", findings.place(file), null, "no kamelet", "begin with a source, end with a sink");
            return List.of();
        }
        String said = steps.get(0).parameters().get("flow");
        if (!name.equals(said)) {
            findings.add(
                    "P155", findings.place(file), said, "the source's flow is not the folder's", "say '" + name + "'");
        }
        return List.of(new Flow(name, workspace, folder, List.copyOf(steps), List.copyOf(delivery), queue));
    }

    private static JsonNode route(JsonNode yaml, String id) {
        for (JsonNode entry : yaml) {
            if (id.equals(entry.path("route").path("id").asText())) {
                return entry.path("route");
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private void add(List<Flow.Step> steps, JsonNode call, Path file) {
        String uri = call.isTextual() ? call.asText() : call.path("uri").asText();
        if (!uri.startsWith(KAMELET)) {
            if (!uri.startsWith(QUEUE)) {
                findings.add("P156", findings.place(file), uri, "a flow calls kamelets and its own queue", "remove it");
            }
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        call.path("parameters")
                .fields()
                .forEachRemaining(p -> parameters.put(p.getKey(), p.getValue().asText()));
        steps.add(new Flow.Step(uri.substring(KAMELET.length()), parameters));
    }

    /** The queue stands in a splitter: a chunk gives none, one or several messages. */
    private static String lastQueue(JsonNode route) {
        JsonNode steps = route.path("from").path("steps");
        JsonNode split = steps.isEmpty() ? steps : steps.get(steps.size() - 1).path("split");
        return split.path("steps").size() == 1
                ? queueOf(split.path("steps").get(0).path("to"))
                : "";
    }

    private static String queueOf(JsonNode call) {
        String uri = call.isTextual() ? call.asText() : call.path("uri").asText();
        return uri.startsWith(QUEUE) ? uri.substring(QUEUE.length()) : "";
    }

    private void expect(String found, String queue, Path file, String what) {
        if (!found.equals(queue)) {
            findings.add("P157", findings.place(file), found, what + " another queue", "use jms:queue:" + queue);
        }
    }
}
