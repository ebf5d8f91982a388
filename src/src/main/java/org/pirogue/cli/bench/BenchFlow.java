package org.pirogue.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;
import org.pirogue.cli.Refusal;

/**
 * The flow that is measured: the first of the country that carries aggregate values from one DHIS2 to another.
 *
 * @param source connection that is read
 * @param startDate ISO date from which it is read
 * @param target connection that is written
 * @param mapping file of the code mapping
 */
record BenchFlow(
        String name, String source, String sourceSet, String startDate, String target, String targetSet, Path mapping) {

    /** @throws Refusal P520 if the country has no such flow, P503 if a route cannot be read */
    static BenchFlow of(Home home, CountryConfig country) {
        return country.flows().stream()
                .flatMap(flow -> read(home.routesOf(country.country()).resolve(flow.name()), flow.name()).stream())
                .findFirst()
                .orElseThrow(() -> Refusal.failed("P520", country.country()));
    }

    private static Optional<BenchFlow> read(Path folder, String name) {
        Path file = folder.resolve(name + ".camel.yaml");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode from = new YAMLMapper()
                    .readTree(file.toFile())
                    .path(0)
                    .path("route")
                    .path("from");
            JsonNode sink = parameters(from, "kamelet:changed-slices-action");
            JsonNode map = parameters(from, "kamelet:map-codes-action");
            if (!from.path("uri").asText().equals("kamelet:dhis2-data-values-source") || map.isMissingNode()) {
                return Optional.empty();
            }
            JsonNode source = from.path("parameters");
            return Optional.of(new BenchFlow(
                    name,
                    source.path("connection").asText(),
                    source.path("dataSet").asText(),
                    source.path("startDate").asText(),
                    sink.path("connection").asText(),
                    sink.path("dataSet").asText(),
                    folder.resolve(map.path("mapping").asText())));
        } catch (IOException e) {
            throw Refusal.failed("P503", file.toString(), e.getClass().getSimpleName());
        }
    }

    private static JsonNode parameters(JsonNode from, String kamelet) {
        for (JsonNode step : from.path("steps")) {
            if (step.path("to").path("uri").asText().equals(kamelet)) {
                return step.path("to").path("parameters");
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
