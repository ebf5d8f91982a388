package org.pirogue.country;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.country.lint.Branch;
import org.pirogue.country.lint.KameletShape;
import org.pirogue.country.lint.Nearest;
import org.pirogue.country.lint.YamlFile;
import org.pirogue.flow.Flow;
import org.pirogue.workspace.WorkspaceSettings;

/** The kamelets of a home, as far as a flow that calls one must know them: their names and parameters. */
final class KameletFiles {
    private static final String SUFFIX = ".kamelet.yaml";

    private static final Set<String> ANY = Set.of("changed-slices-action", "changed-rows-action");

    private static final Set<WorkspaceSettings.Type> FILES = Arrays.stream(WorkspaceSettings.Type.values())
            .filter(WorkspaceSettings.Type::isOfFiles)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(WorkspaceSettings.Type.class)));

    private record Parameters(Set<String> known, Set<String> required, Set<WorkspaceSettings.Type> types) {}

    private final Map<String, Parameters> kamelets = new TreeMap<>();
    /** The folder itself: that is told once, and not of each step. */
    private boolean missing;

    /** @param folder {@code kamelets/} of the home; what is wrong in it goes to the findings */
    KameletFiles(Path folder, Findings findings) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                read(file, findings);
            }
        } catch (IOException e) {
            missing = true;
            findings.add(
                    "P140",
                    findings.place(folder),
                    null,
                    "the folder of kamelets cannot be read",
                    "copy Pirogue's kamelets there, or give --home");
        }
    }

    private void read(Path file, Findings findings) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        Branch yaml = YamlFile.read(file, "P142", findings.in(file)).orElse(null);
        if (yaml == null) {
            return;
        }
        new KameletShape(name, findings.in(file)).check(yaml);
        Branch said = yaml.get("metadata").get("name");
        if (!said.text().equals(name)) {
            findings.add(
                    "P141",
                    file,
                    said.line(),
                    said.text(),
                    "metadata.name differs from the file's",
                    "name it '" + name + "'");
        }
        if (Shipped.differs(file)) {
            findings.add(
                    "P192",
                    file,
                    said.line(),
                    name,
                    "differs from Pirogue's kamelet of this name",
                    "give it a name of its own");
        }
        Branch definition = yaml.get("spec").get("definition");
        Set<String> required = new TreeSet<>();
        definition.get("required").items().forEach(each -> required.add(each.text()));
        kamelets.put(
                name,
                new Parameters(
                        definition.get("properties").keys().keySet(),
                        required,
                        types(name, yaml.get("spec").get("template"))));
    }

    private static Set<WorkspaceSettings.Type> types(String name, Branch template) {
        if (name.startsWith("table-file-")) {
            return FILES;
        }
        if (name.startsWith("dataset-")) {
            return Set.of(WorkspaceSettings.Type.DATASETS);
        }
        return Set.of(callsKafka(template) ? WorkspaceSettings.Type.KAFKA : WorkspaceSettings.Type.DHIS2);
    }

    private static boolean callsKafka(Branch branch) {
        return branch.get("uri").text().startsWith("kafka:")
                || branch.keys().values().stream().anyMatch(KameletFiles::callsKafka)
                || branch.items().stream().anyMatch(KameletFiles::callsKafka);
    }

    /** What the connection of a step may lead to; anything where nothing is known of the kamelet. */
    Set<WorkspaceSettings.Type> leadsTo(Flow.Step step) {
        Parameters parameters = kamelets.get(step.kamelet());
        return parameters == null || ANY.contains(step.kamelet())
                ? EnumSet.allOf(WorkspaceSettings.Type.class)
                : parameters.types();
    }

    /** Every kamelet that the flow names is there, and gets the parameters that it needs and no other. */
    void check(Flow flow, Findings findings, Function<Flow.Step, String> place) {
        Stream.of(flow.collect(), flow.deliver())
                .flatMap(List::stream)
                .forEach(step -> check(step, findings, place.apply(step)));
    }

    private void check(Flow.Step step, Findings findings, String place) {
        Parameters parameters = kamelets.get(step.kamelet());
        if (missing) {
            return;
        }
        if (parameters == null) {
            String hint = Nearest.to(step.kamelet(), kamelets.keySet());
            findings.add("P143", place, step.kamelet(), "no such kamelet", hint);
            return;
        }
        for (String given : step.parameters().keySet()) {
            if (!parameters.known().contains(given)) {
                String hint = Nearest.to(given, parameters.known());
                findings.add("P144", place, given, step.kamelet() + " has no such parameter", hint);
            }
        }
        for (String needed : parameters.required()) {
            if (!step.parameters().containsKey(needed)) {
                findings.add("P145", place, needed, step.kamelet() + " needs this parameter", "give it");
            }
        }
    }
}
