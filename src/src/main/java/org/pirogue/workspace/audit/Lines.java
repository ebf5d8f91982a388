package org.pirogue.workspace.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries as they are exported: one line of JSON each, {@code {"entry":{…},"hash":"…","key":"…","signature":"…"}}. */
public final class Lines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    public static String of(Entry entry) {
        return "{\"entry\":" + entry.json() + ",\"hash\":\"" + entry.hash() + "\",\"key\":\"" + entry.key()
                + "\",\"signature\":\"" + entry.signature() + "\"}";
    }

    /** The first line of an export: up to which entry it goes, and with which key that was signed. */
    static String head(long seq, String hash, AuditKey key) {
        String head = Entry.canonical(Map.of("hash", hash, "public-key", key.open(), "seq", seq));
        return "{\"head\":" + head + ",\"key\":\"" + key.name() + "\",\"signature\":\"" + key.sign(head) + "\"}";
    }

    /** What the first line of an export says. @param json what was signed */
    record Head(long seq, String hash, String publicKey, String json, String signature, String key) {}

    /** Null where it is no such line. */
    static @Nullable Head readHead(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            JsonNode head = node.path("head");
            return head.isObject()
                    ? new Head(
                            head.path("seq").asLong(),
                            head.path("hash").asText(),
                            head.path("public-key").asText(),
                            Entry.canonical(JSON.convertValue(head, new TypeReference<Map<String, Object>>() {})),
                            node.path("signature").asText(),
                            node.path("key").asText())
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** @throws IllegalArgumentException where it is no such line */
    public static Entry read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            JsonNode entry = node.path("entry");
            if (!entry.isObject()) {
                throw new IllegalArgumentException("no entry");
            }
            // Brought into order again: a program between may have written the names in another one.
            String json = Entry.canonical(JSON.convertValue(entry, new TypeReference<Map<String, Object>>() {}));
            return new Entry(
                    entry.path("seq").asLong(),
                    json,
                    node.path("hash").asText(),
                    node.path("signature").asText(),
                    node.path("key").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }
}
