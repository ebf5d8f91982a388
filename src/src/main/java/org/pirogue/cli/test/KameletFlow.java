package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.workspace.WorkspaceSettings;

/** The smallest flow that can hold a kamelet, with the files that a test puts beside it. */
final class KameletFlow {
    static final String NAME = "example";
    static final String TARGET = "TARGET";
    /** There is no target behind a source: what the ledger knows is all there is. */
    static final Map<String, String> LEDGER =
            Map.of("connection", Bench.CONNECTION, "dataSet", TARGET, "fullRun", "trust");

    /** The group of kamelets whose goods are tables. */
    private static final String TABLES = "Tables";
    /** They look at what the flow has put at its target. */
    private static final Set<String> LOOKING = Set.of("dhis2-analytics-source", "dhis2-data-exchange-source");

    final String kamelet;
    final Map<String, String> parameters;
    final Flow flow;
    /** Whether its goods are tables. */
    final boolean ofTables;

    private final TestFile file;

    KameletFlow(Ground ground, TestFile file, TestFile.Story story) throws IOException {
        this.file = file;
        kamelet = Objects.requireNonNull(file.kamelet(), "kamelet");
        JsonNode definition = new YAMLMapper()
                .readTree(ground.kamelets().resolve(kamelet + ".kamelet.yaml").toFile());
        ofTables = definition
                .at("/metadata/annotations/camel.apache.org~1kamelet.group")
                .asText()
                .equals(TABLES);
        parameters = parameters(definition.at("/spec/definition/properties"));
        Path folder = ground.folder("flow");
        files(folder);
        List<Flow.Step> steps = steps(story);
        List<Flow.Step> deliver = isSink() ? steps.subList(0, 1) : List.of();
        flow = new Flow(NAME, "test", folder, steps, deliver, "test." + NAME);
    }

    /** What the test says, and what only the runner knows. */
    private Map<String, String> parameters(JsonNode properties) {
        Map<String, String> all = new LinkedHashMap<>();
        Map.of("flow", NAME, "connection", Bench.CONNECTION, "schedule", Bench.NEVER)
                .forEach((name, value) -> {
                    if (properties.has(name)) {
                        all.put(name, value);
                    }
                });
        all.putAll(Optional.ofNullable(file.parameters()).orElse(Map.of()));
        return all;
    }

    private void files(Path folder) throws IOException {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        texts.put("quality.yaml", file.quality());
        texts.put("org-units.csv", file.orgUnits());
        texts.putAll(Optional.ofNullable(file.files()).orElse(Map.of()));
        texts.put("mapping.csv", file.mapping());
        texts.put("rules.csv", file.rules());
        for (Map.Entry<String, @Nullable String> each : texts.entrySet()) {
            if (each.getValue() != null) {
                Files.writeString(folder.resolve(each.getKey()), each.getValue());
            }
        }
    }

    private List<Flow.Step> steps(TestFile.Story story) {
        List<Flow.Step> steps = new ArrayList<>(List.of(itself(story)));
        if (kamelet.equals("align-org-units-action")) {
            // It looks at the units of the flow's source, too.
            steps.add(0, new Flow.Step("dhis2-data-values-source", Map.of("connection", Bench.CONNECTION)));
        }
        if (story.steps() != null) {
            story.steps().forEach((name, said) -> steps.add(new Flow.Step(name, said)));
        }
        if (file.mapping() != null) {
            steps.add(new Flow.Step("map-codes-action", Map.of("mapping", "mapping.csv")));
        }
        if (file.rules() != null) {
            steps.add(new Flow.Step("aggregate-events-action", Map.of("rules", "rules.csv")));
        }
        if (kamelet.equals(RowStory.KAMELET)) {
            // It stands behind a source of tables, and looks at what the flow has put at its target.
            steps.add(0, new Flow.Step("dhis2-case-list-source", Map.of("connection", Bench.CONNECTION)));
        }
        if (LOOKING.contains(kamelet)
                || steps.stream().anyMatch(step -> step.kamelet().equals(RowStory.KAMELET))) {
            steps.add(new Flow.Step("changed-slices-action", LEDGER));
        }
        return steps;
    }

    private Flow.Step itself(TestFile.Story story) {
        Map<String, String> said = isSource() ? parameters : new LinkedHashMap<>(parameters);
        if (story.completeness() != null) {
            said.put("completeness", story.completeness());
        }
        return new Flow.Step(kamelet, said);
    }

    /** @param test the file that names the metadata of servers */
    Map<String, Path> metadata(Path test) {
        Map<String, Path> metadata = new LinkedHashMap<>();
        Optional.ofNullable(file.servers())
                .orElse(Map.of())
                .forEach((name, json) -> metadata.put(name, test.resolveSibling(json)));
        if (file.server() != null) {
            metadata.put(Bench.CONNECTION, test.resolveSibling(file.server()));
        }
        return metadata;
    }

    /** Connections to what is no DHIS2 server. */
    Map<String, WorkspaceSettings.Connection> others() {
        if (kamelet.startsWith("dataset-")) {
            return DatasetStory.connection();
        }
        return kamelet.startsWith("table-file-") ? FileStory.connection() : TopicStory.clusters(parameters);
    }

    boolean isSource() {
        return kamelet.endsWith("-source");
    }

    boolean isSink() {
        return kamelet.endsWith("-sink");
    }

    boolean becomesValues() {
        return flow.step(RowStory.KAMELET).isPresent();
    }

    /** A thing has several changes, each of a year. */
    String key() {
        String key = Objects.requireNonNull(file.key(), "key");
        return kamelet.equals("dataset-changes-source") ? key + ",year,change" : key;
    }

    /** Code of the data set at the target. */
    String target() {
        return isSource() ? TARGET : parameters.getOrDefault("dataSet", "");
    }

    /** Code of the data set that people type into. */
    String dataSet() {
        return file.dataSet() == null ? String.valueOf(parameters.get("dataSet")) : file.dataSet();
    }
}
