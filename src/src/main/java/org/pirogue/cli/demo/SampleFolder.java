package org.pirogue.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.Refusal;

/**
 * A folder of sample data: the country's own, or a copy of it with another seed or another number of cases.
 */
record SampleFolder(Path folder, boolean copied) {
    private static final String SCENARIO = "scenario.yaml";

    /** @throws Refusal P503 if the scenario cannot be read, or copied */
    static SampleFolder of(Path original, @Nullable Integer cases, @Nullable Long seed) {
        Path file = original.resolve(SCENARIO);
        try {
            JsonNode scenario = new YAMLMapper().readTree(file.toFile());
            if (cases == null && seed == null) {
                return new SampleFolder(original, false);
            }
            if (cases != null && scenario.path("cases") instanceof ObjectNode wanted) {
                wanted.put("count", cases);
            }
            if (seed != null) {
                ((ObjectNode) scenario).put("seed", seed);
            }
            return new SampleFolder(copy(original, scenario), true);
        } catch (IOException e) {
            throw Refusal.failed("P503", file.toString(), e.getClass().getSimpleName());
        }
    }

    private static Path copy(Path original, JsonNode scenario) throws IOException {
        Path copy = Files.createTempDirectory("pirogue-sample-");
        for (Path file : files(original)) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        new YAMLMapper().writeValue(copy.resolve(SCENARIO).toFile(), scenario);
        return copy;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    void forget() {
        if (!copied) {
            return;
        }
        try {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // A copy of public sample data in the folder for passing things: the system clears it.
        }
    }
}
