package org.pirogue.workspace.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Entries as they are exported: one line of JSON each, {@code {"entry":{…},"hash":"…","key":"…","signature":"…"}}. */
public final class Lines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    public static String of(Entry entry) {
        return "{\"entry\":" + entry.json() + ",\"hash\":\"" + entry.hash() + "\",\"key\":\"" + entry.key()
                + "\",\"signature\":\"" + entry.signature() + "\"}";
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
