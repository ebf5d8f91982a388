package org.pirogue.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.values.DataValue;

/** Sandboxes that hold what the recorded servers held: their metadata, users, values and cases. */
final class Fixture {
    static final String ADMIN_PASSWORD = "fixture-1";
    static final String INTEGRATION_PASSWORD = "fixture-2";

    /** The recordings ask for what changed in the ten days before they were made. */
    static final Clock CLOCK =
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("2026-11-22T12:07:07Z")));

    private final JsonNode metadata;
    private final JsonNode users;
    private final List<DataValue> values = new ArrayList<>();

    Fixture() throws IOException {
        Path folder = Recording.RESOURCES.resolve("fixture");
        metadata = Recording.JSON.readTree(folder.resolve("metadata.json").toFile());
        users = Recording.JSON.readTree(folder.resolve("07-users.json").toFile());
        ((ObjectNode) users.path("users").get(0)).put("password", INTEGRATION_PASSWORD);
        for (JsonNode value : unzipped("data-values.json.gz").path("dataValues")) {
            values.add(value(value));
        }
    }

    static JsonNode unzipped(String file) throws IOException {
        Path path = Recording.RESOURCES.resolve("fixture").resolve(file);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            return Recording.JSON.readTree(in);
        }
    }

    private static DataValue value(JsonNode node) {
        return new DataValue(
                node.path("dataElement").asText(),
                node.path("period").asText(),
                node.path("orgUnit").asText(),
                node.path("categoryOptionCombo").asText(),
                node.path("attributeOptionCombo").asText(),
                node.path("value").asText(),
                node.path("storedBy").asText(),
                time(node.path("created")),
                time(node.path("lastUpdated")),
                node.path("deleted").asBoolean(false));
    }

    private static Instant time(JsonNode node) {
        return Times.parse(node.asText()).orElseThrow();
    }

    /** The server that most calls were made to. */
    Sandbox source(boolean withValues) {
        Sandbox sandbox = start("source");
        sandbox.loadMetadata(metadata);
        sandbox.loadMetadata(users);
        if (withValues) {
            values.forEach(sandbox.dataValues()::put);
        }
        return sandbox;
    }

    /** The second server: same metadata, no data, option combos with ids of its own. */
    Sandbox target() {
        Sandbox sandbox = start("target");
        try {
            String text = Recording.JSON
                    .writeValueAsString(metadata)
                    .replace("fy3sBI9Zp4h", "rJBhBVVPW7A")
                    .replace("etrr0M9YDdF", "p7IGokgaJdq");
            sandbox.loadMetadata(Recording.JSON.readTree(text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        sandbox.loadMetadata(users);
        return sandbox;
    }

    private static Sandbox start(String name) {
        return Sandbox.start(
                SandboxOptions.named(name).withAdminPassword(ADMIN_PASSWORD).withClock(CLOCK));
    }
}
