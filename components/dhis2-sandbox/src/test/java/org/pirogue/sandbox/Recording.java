package org.pirogue.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One recorded call of DHIS2 2.43.1. */
record Recording(String name, JsonNode request, JsonNode response) {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Path RESOURCES = Path.of("src/test/resources");

    static List<Recording> all() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("recorded"))) {
            return files.sorted().map(Recording::read).toList();
        }
    }

    private static Recording read(Path file) {
        try {
            JsonNode node = JSON.readTree(file.toFile());
            return new Recording(node.path("name").asText(), node.path("request"), node.path("response"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recording named(String name) {
        return read(RESOURCES.resolve("recorded").resolve(name + ".json"));
    }

    String method() {
        return request.path("method").asText();
    }

    String path() {
        return request.path("path").asText();
    }

    int status() {
        return response.path("status").asInt();
    }

    JsonNode body() {
        return response.path("body");
    }

    boolean isJson() {
        return response.path("bodyIsJson").asBoolean();
    }

    String requestHeader(String header) {
        return request.path("headers").path(header).asText("");
    }
}
