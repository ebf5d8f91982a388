package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST interface of dead letters as a client sees it. */
public final class DeadLetterCalls {
    private static final String PATH = "/api/dead-letters";

    private final RunningPirogue pirogue;

    public DeadLetterCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    /** A message that could not be processed; what is null is not known. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Letter(
            long id,
            String queue,
            @Nullable String flow,
            String sentAt,
            @Nullable Integer attempts,
            @Nullable String failedAt,
            @Nullable String code,
            @Nullable String text,
            @Nullable Integer slices,
            @Nullable Long run) {}

    public List<Letter> list(int limit) {
        return pirogue.get(PATH + "?limit=" + limit, new TypeReference<>() {});
    }

    public Letter show(long id) {
        return pirogue.get(PATH + "/" + id, new TypeReference<>() {});
    }

    /** @param action replay or discard */
    public void decide(String action, long id, @Nullable String reason) {
        Map<String, String> body =
                Map.of("by", System.getProperty("user.name", ""), "reason", reason == null ? "" : reason);
        pirogue.post(PATH + "/" + id + "/" + action, body, new TypeReference<Map<String, Object>>() {});
    }
}
