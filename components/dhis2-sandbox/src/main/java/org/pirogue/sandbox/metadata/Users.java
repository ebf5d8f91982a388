package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Users, their passwords and tokens. They stand in the metadata too, under {@code users}, without the password. */
public final class Users {
    /** What a personal access token of DHIS2 2.43 looks like: prefix, 44 characters, checksum. */
    private static final String TOKEN_PREFIX = "d2p_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final MetadataStore metadata;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    private record Known(long revision, Map<String, User> byName) {}

    public Users(MetadataStore metadata) {
        this.metadata = metadata;
    }

    /** Adds or replaces a user of the form {@code /api/users} takes; {@code password} is kept apart. */
    public void add(ObjectNode user) {
        ObjectNode kept = user.deepCopy();
        JsonNode password = kept.remove("password");
        if (password != null) {
            passwords.put(user.path("username").asText(), password.asText());
        }
        metadata.put("users", kept);
    }

    /** Adds a user with authorities of its own (a role is made for it). */
    public void add(String id, String username, String password, Set<String> authorities, List<String> orgUnits) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode role = json.objectNode().put("id", roleId(id)).put("name", username);
        ArrayNode list = role.putArray("authorities");
        authorities.forEach(list::add);
        metadata.put("userRoles", role);
        ObjectNode user = json.objectNode()
                .put("id", id)
                .put("username", username)
                .put("password", password)
                .put("firstName", username)
                .put("surname", username)
                .put("name", username + " " + username);
        user.putArray("userRoles").addObject().put("id", roleId(id));
        ArrayNode units = user.putArray("organisationUnits");
        orgUnits.forEach(unit -> units.addObject().put("id", unit));
        add(user);
    }

    private static String roleId(String userId) {
        return "R" + userId.substring(1);
    }

    public Optional<User> byName(String username) {
        return Optional.ofNullable(known().get(username));
    }

    /** The user, when the password is right. */
    public Optional<User> byPassword(String username, String password) {
        return password.equals(passwords.get(username)) ? byName(username) : Optional.empty();
    }

    /** A new token, valid as long as the server lives. */
    public String createToken(String username) {
        StringBuilder token = new StringBuilder(TOKEN_PREFIX);
        for (int i = 0; i < 32; i++) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        token.append("%010d".formatted(checksum(token.toString())));
        tokens.put(token.toString(), username);
        return token.toString();
    }

    /** Whether a token could be one: a wrong checksum is refused before anything is looked up. */
    public boolean isWellFormed(String token) {
        int end = token.length() - 10;
        return token.startsWith(TOKEN_PREFIX)
                && end > TOKEN_PREFIX.length()
                && token.substring(end).equals("%010d".formatted(checksum(token.substring(0, end))));
    }

    public Optional<User> byToken(String token) {
        return Optional.ofNullable(tokens.get(token)).flatMap(this::byName);
    }

    private static long checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private Map<String, User> known() {
        Known now = known;
        long revision = metadata.revision();
        if (now == null || now.revision != revision) {
            Map<String, User> all = new ConcurrentHashMap<>();
            metadata.all("users").forEach(node -> all.put(node.path("username").asText(), user(node)));
            now = new Known(revision, all);
            known = now;
        }
        return now.byName;
    }

    private User user(ObjectNode node) {
        Set<String> authorities = new LinkedHashSet<>();
        ids(node.path("userRoles")).forEach(role -> metadata.byId("userRoles", role)
                .ifPresent(found -> found.path("authorities").forEach(a -> authorities.add(a.asText()))));
        return new User(
                node.path("id").asText(),
                node.path("username").asText(),
                node.path("firstName").asText(""),
                node.path("surname").asText(""),
                authorities,
                ids(node.path("organisationUnits")),
                ids(node.path("dataViewOrganisationUnits")));
    }

    private static Set<String> ids(JsonNode references) {
        Set<String> ids = new HashSet<>();
        references.forEach(reference -> ids.add(reference.path("id").asText()));
        return ids;
    }
}
