package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** A consumer that does as the contract says: checks each event, keeps rows aside until their version is complete, and knows what comes twice. */
public final class Follower {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> key;
    private final IntFunction<JsonNode> contracts;
    private final Set<String> seen = new HashSet<>();
    private final MessageDigest digest = sha();
    public Map<String, JsonNode> rows = new TreeMap<>();
    public long version;
    public JsonNode complete;
    final List<JsonNode> erased = new ArrayList<>();
    private Map<String, JsonNode> coming = new TreeMap<>();

    /** @param contracts schema by revision */
    public Follower(List<String> key, IntFunction<JsonNode> contracts) {
        this.key = key;
        this.contracts = contracts;
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void take(List<byte[]> bodies) {
        bodies.forEach(this::take);
    }

    public void take(byte[] body) {
        JsonNode event = read(body);
        if (!seen.add(event.path("id").asText())) {
            return;
        }
        JsonNode data = event.path("data");
        int revision = Integer.parseInt(event.path("dataschema").asText().replaceFirst(".*:", ""));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(contracts.apply(revision));
        assertThat(schema.validate(data)).as(event.toString()).isEmpty();
        String type = event.path("type").asText().replaceFirst(".*\\.", "");
        switch (type) {
            case "begun" -> begin(data);
            case "rows" -> data.path("rows").forEach(this::change);
            case "complete" -> complete(data);
            case "erased" -> erased.add(data);
            default -> throw new AssertionError(type);
        }
        digest.update(body);
    }

    private void begin(JsonNode data) {
        digest.reset();
        coming = new TreeMap<>();
        if (data.path("mode").asText().equals("changes")) {
            assertThat(data.path("since").asLong()).isEqualTo(version);
            coming.putAll(rows);
        }
    }

    private void change(JsonNode change) {
        boolean gone = change.path("change").asText().equals("gone");
        JsonNode of = change.path(gone ? "key" : "row");
        StringBuilder name = new StringBuilder();
        key.forEach(column -> name.append(of.path(column).asText()).append('|'));
        if (gone) {
            assertThat(coming.remove(name.toString())).isNotNull();
        } else {
            JsonNode former = coming.put(name.toString(), of);
            assertThat(former == null).isEqualTo(change.path("change").asText().equals("added"));
        }
    }

    private void complete(JsonNode data) {
        assertThat(data.path("digest").asText()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        assertThat(data.path("rows").asInt()).isEqualTo(coming.size());
        rows = coming;
        coming = new TreeMap<>();
        version = data.path("version").asLong();
        complete = data;
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
