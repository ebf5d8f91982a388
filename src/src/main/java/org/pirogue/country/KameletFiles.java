package org.pirogue.country;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pirogue.flow.Flow;

/** The kamelets of a home, as far as a flow that calls one must know them: their names and parameters. */
final class KameletFiles {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String SUFFIX = ".kamelet.yaml";

    private record Parameters(Set<String> known, Set<String> required) {}

    private final Map<String, Parameters> kamelets = new TreeMap<>();

    /** @param folder {@code kamelets/} of the home; what is wrong in it goes to the findings */
    KameletFiles(Path folder, Findings findings) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                read(file, findings);
            }
        } catch (IOException e) {
            findings.add("P140", folder.toString(), null, "the folder of kamelets cannot be read", "give --home");
        }
    }

    private void read(Path file, Findings findings) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        try {
            JsonNode yaml = YAML.readTree(file.toFile());
            String said = yaml.path("metadata").path("name").asText();
            if (!said.equals(name)) {
                findings.add(
                        "P141",
                        findings.place(file),
                        said,
                        "metadata.name differs from the file's",
                        "name it '" + name + "'");
            }
            JsonNode definition = yaml.path("spec").path("definition");
            Set<String> known = new TreeSet<>();
            definition.path("properties").fieldNames().forEachRemaining(known::add);
            Set<String> required = new TreeSet<>();
            definition.path("required").forEach(each -> required.add(each.asText()));
            kamelets.put(name, new Parameters(known, required));
        } catch (IOException e) {
            findings.add("P142", findings.place(file), null, "not readable as YAML", "correct it");
        }
    }

    /** Every kamelet that the flow names is there, and gets the parameters that it needs and no other. */
    void check(Flow flow, Findings findings) {
        Stream.of(flow.collect(), flow.deliver()).flatMap(List::stream).forEach(step -> check(flow, step, findings));
    }

    private void check(Flow flow, Flow.Step step, Findings findings) {
        String place = findings.place(flow.file(flow.name() + ".camel.yaml"));
        Parameters parameters = kamelets.get(step.kamelet());
        if (parameters == null) {
            findings.add("P143", place, step.kamelet(), "no such kamelet", "one of " + kamelets.keySet());
            return;
        }
        for (String given : step.parameters().keySet()) {
            if (!parameters.known().contains(given)) {
                findings.add(
                        "P144",
                        place,
                        given,
                        step.kamelet() + " has no such parameter",
                        "one of " + parameters.known());
            }
        }
        for (String needed : parameters.required()) {
            if (!step.parameters().containsKey(needed)) {
                findings.add("P145", place, needed, step.kamelet() + " needs this parameter", "give it");
            }
        }
    }
}
