package org.pirogue.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A partner's copy of what it is given, made of events alone, as the contract of a share says: a version counts once it is
 * complete, with as many rows and the digest that its last event names.
 */
final class PartnerTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENTS = "org.pirogue.dataset.version.";

    private final List<String> key;
    private final MessageDigest digest = sha();
    private final Set<String> seen = new TreeSet<>();
    private final List<Long> versions = new ArrayList<>();
    private Map<String, JsonNode> rows = Map.of();
    private Map<String, JsonNode> coming = new TreeMap<>();

    PartnerTable(List<String> key) {
        this.key = key;
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether an event is the last one of this version, or of a later one. */
    static boolean completes(byte[] event, long version) {
        JsonNode read = read(event);
        return read.path("type").asText().equals(EVENTS + "complete")
                && read.path("data").path("version").asLong() >= version;
    }

    /** @throws IllegalStateException where an event does not fit those before it */
    void take(byte[] event) {
        JsonNode read = read(event);
        if (!seen.add(read.path("id").asText())) {
            return;
        }
        JsonNode data = read.path("data");
        String type = read.path("type").asText();
        switch (type.startsWith(EVENTS) ? type.substring(EVENTS.length()) : type) {
            case "begun" -> begin(data);
            case "rows" -> data.path("rows").forEach(this::change);
            case "complete" -> complete(data);
            default -> throw new IllegalStateException("an event of type " + type);
        }
        digest.update(event);
    }

    private void begin(JsonNode data) {
        digest.reset();
        coming = new TreeMap<>();
        if (data.path("mode").asText().equals("changes")) {
            need(version() == data.path("since").asLong(), "it has not the version that the changes are to");
            coming.putAll(rows);
        }
    }

    private void change(JsonNode change) {
        if (change.path("change").asText().equals("gone")) {
            coming.remove(name(change.path("key")));
        } else {
            coming.put(name(change.path("row")), change.path("row"));
        }
    }

    private String name(JsonNode row) {
        return key.stream().map(column -> row.path(column).asText()).collect(Collectors.joining("|"));
    }

    private void complete(JsonNode data) {
        need(data.path("rows").asInt() == coming.size(), "it has other rows than were given");
        need(
                data.path("digest").asText().equals(HexFormat.of().formatHex(digest.digest())),
                "the digest of its events is another one");
        rows = coming;
        versions.add(data.path("version").asLong());
    }

    private static void need(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("a partner's copy is spoilt: " + otherwise);
        }
    }

    /** Of those that are complete, in their order. */
    List<Long> versions() {
        return List.copyOf(versions);
    }

    /** The newest that is complete; 0 before the first. */
    long version() {
        return versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
    }

    int size() {
        return rows.size();
    }

    /** @param given rows as a share gives them, a JSON object each, in any order */
    boolean isEqualTo(List<String> given) {
        Map<String, JsonNode> others = new TreeMap<>();
        given.stream()
                .map(line -> read(line.getBytes(StandardCharsets.UTF_8)))
                .forEach(row -> others.put(name(row), row));
        return given.size() == others.size() && others.equals(rows);
    }

    private static JsonNode read(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
