package org.pirogue.cli.rest;

import static org.pirogue.cli.rest.RunningPirogue.encoded;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST interface of members, tokens and secrets as a client sees it. */
public final class AccessCalls {
    private final RunningPirogue pirogue;

    public AccessCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Member(
            String account,
            String workspace,
            String role,
            @Nullable String since,
            @Nullable String by) {}

    /** @param password told this once, of an account that was not there before */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Added(
            String account,
            String workspace,
            String role,
            @Nullable String password) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Token(
            long id,
            String name,
            @Nullable String owner,
            List<String> workspaces,
            List<String> rights,
            String expiresAt,
            @Nullable String lastUsedAt,
            @Nullable String revokedAt) {}

    /** @param text the token itself, told this once */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Made(long id, String text) {}

    /** @param rights or {@code role}: what it may do */
    public record Wanted(
            String name,
            List<String> workspaces,
            List<String> rights,
            @Nullable String role,
            @Nullable String purpose,
            int days) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Secret(String workspace, String name, String key, String setAt, String setBy) {}

    public List<Member> members() {
        return pirogue.get("/api/members", new TypeReference<>() {});
    }

    public Added add(String account, String workspace, String role) {
        return pirogue.post(
                "/api/members",
                Map.of("account", account, "workspace", workspace, "role", role),
                new TypeReference<>() {});
    }

    /** @param role null: every one there */
    public List<Member> remove(String account, String workspace, @Nullable String role) {
        String of = role == null ? "" : "&role=" + encoded(role);
        return pirogue.delete(
                "/api/members/" + encoded(account) + "?workspace=" + encoded(workspace) + of, new TypeReference<>() {});
    }

    public String password(String account) {
        Map<String, String> made =
                pirogue.post("/api/members/" + encoded(account) + "/password", Map.of(), new TypeReference<>() {});
        return made.getOrDefault("password", "");
    }

    public List<Token> tokens() {
        return pirogue.get("/api/tokens", new TypeReference<>() {});
    }

    public Made make(Wanted wanted) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("name", wanted.name());
        wish.put("workspaces", wanted.workspaces());
        wish.put("rights", wanted.rights());
        wish.put("role", wanted.role());
        wish.put("purpose", wanted.purpose());
        wish.put("days", wanted.days());
        return pirogue.post("/api/tokens", wish, new TypeReference<>() {});
    }

    public Token revoke(long id) {
        return pirogue.delete("/api/tokens/" + id, new TypeReference<>() {});
    }

    public List<Secret> secrets(String workspace) {
        return pirogue.get("/api/workspaces/" + encoded(workspace) + "/secrets", new TypeReference<>() {});
    }

    public void set(String workspace, String name, String value) {
        pirogue.post(secret(workspace, name), Map.of("value", value), new TypeReference<Object>() {});
    }

    public void forget(String workspace, String name) {
        pirogue.delete(secret(workspace, name), new TypeReference<Object>() {});
    }

    public int rotate() {
        Map<String, Integer> rotated = pirogue.post("/api/secrets/rotation", Map.of(), new TypeReference<>() {});
        return rotated.getOrDefault("secrets", 0);
    }

    private static String secret(String workspace, String name) {
        return "/api/workspaces/" + encoded(workspace) + "/secrets/" + encoded(name);
    }
}
