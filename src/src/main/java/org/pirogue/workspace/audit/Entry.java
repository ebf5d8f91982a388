package org.pirogue.workspace.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it is kept: canonical JSON (names in order, no blanks, UTF-8), its digest, and the signature of that.
 *
 * @param json holds its number ({@code seq}) and the digest of the entry before ({@code previous}), too
 * @param hash SHA-256 of json, hexadecimal
 * @param signature Ed25519 of hash, Base64
 * @param key name of the key that signed
 */
public record Entry(long seq, String json, String hash, String signature, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Always as long, so that text in order is time in order. */
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int LONGEST = 500;

    /** The one way to an entry. @param before the one that it follows, null for the first */
    static Entry of(Deed deed, Instant at, @Nullable Entry before, AuditKey key) {
        long seq = before == null ? 1 : before.seq + 1;
        Map<String, Object> fields = new TreeMap<>();
        fields.put("at", text(at));
        fields.put("kind", word(deed.who().kind()));
        fields.put("outcome", word(deed.outcome()));
        fields.put("previous", before == null ? "" : before.hash);
        put(fields, "purpose", deed.purpose());
        put(fields, "resource", deed.resource());
        if (deed.rows() != null) {
            fields.put("rows", deed.rows());
        }
        fields.put("seq", seq);
        fields.put("verb", word(deed.verb()));
        put(fields, "who", deed.who().name());
        put(fields, "workspace", deed.workspace());
        String json = canonical(fields);
        String hash = digest(json);
        return new Entry(seq, json, hash, key.sign(hash), key.name());
    }

    static String text(Instant at) {
        return AT.format(at);
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            // No control characters: everybody's JSON writes the rest alike.
            String clean = value.replaceAll("\\p{Cntrl}", " ").strip();
            fields.put(name, clean.substring(0, Math.min(clean.length(), LONGEST)));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same bytes for the same fields, whatever order they came in. */
    static String canonical(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    JsonNode fields() {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("entry " + seq + " is no JSON", e);
        }
    }
}
