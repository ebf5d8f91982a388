package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST interface of shares as a client sees it. */
public final class ShareCalls {
    private static final String PATH = "/api/shares";

    private final RunningPirogue pirogue;

    public ShareCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Share(
            long share,
            String workspace,
            String dataset,
            String kind,
            String to,
            String state,
            List<String> columns,
            @Nullable Long version,
            String purpose,
            @Nullable String expiresAt,
            boolean sql,
            @Nullable Waiting waiting,
            List<Outlet> outlets) {}

    /** Why it does not give the newest version. */
    public record Waiting(long version, long groups, int persons, String since) {}

    /** Where new versions are told. @param state told, due, failing or given-up */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Outlet(
            long outlet,
            String kind,
            String target,
            String audience,
            String state,
            int pending,
            @Nullable Long told,
            @Nullable String toldAt,
            @Nullable String code,
            @Nullable String problem) {}

    /** How a BI tool signs in. */
    public record SignIn(String url, String user, String password, String view) {}

    public List<Share> list() {
        return pirogue.get(PATH, new TypeReference<>() {});
    }

    public Share add(Map<String, Object> wish) {
        return pirogue.post(PATH, wish, new TypeReference<>() {});
    }

    public Share renew(long id, Map<String, Object> wish) {
        return pirogue.post(PATH + "/" + id + "/renew", wish, new TypeReference<>() {});
    }

    public Share withdraw(long id) {
        return pirogue.post(PATH + "/" + id + "/withdraw", Map.of(), new TypeReference<>() {});
    }

    public List<Outlet> outlets(long id) {
        return pirogue.get(PATH + "/" + id + "/outlets", new TypeReference<>() {});
    }

    public List<Outlet> addOutlet(long id, Map<String, Object> wish) {
        return pirogue.post(PATH + "/" + id + "/outlets", wish, new TypeReference<>() {});
    }

    public List<Outlet> removeOutlet(long id, long outlet) {
        return pirogue.post(PATH + "/" + id + "/outlets/" + outlet + "/remove", Map.of(), new TypeReference<>() {});
    }

    public Map<String, Integer> tell(long id) {
        return pirogue.post(PATH + "/" + id + "/tell", Map.of(), new TypeReference<>() {});
    }

    /** @param document schema or asyncapi */
    public JsonNode contract(long id, String document) {
        return pirogue.get(PATH + "/" + id + "/" + document, new TypeReference<>() {});
    }

    public SignIn sql(long id) {
        return pirogue.post(PATH + "/" + id + "/sql", Map.of(), new TypeReference<>() {});
    }

    public void rows(long id, String format, Path file) {
        pirogue.download(PATH + "/" + id + "/rows?format=" + RunningPirogue.encoded(format), "*/*", file);
    }
}
