package org.pirogue.cli.rest;

import static org.pirogue.cli.rest.RunningPirogue.encoded;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.audit.ChainCheck;

/** The REST interface of the audit trail as a client sees it. */
public final class AuditCalls {
    private static final String PATH = "/api/audit";

    private final RunningPirogue pirogue;

    public AuditCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shown(long seq, JsonNode entry) {}

    /** @param filter names and values of {@code who}, {@code resource}, {@code from}, {@code until} */
    public List<Shown> show(Map<String, @Nullable String> filter, long after, int limit) {
        String asked = filter.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .map(each -> "&" + each.getKey() + "=" + encoded(String.valueOf(each.getValue())))
                .collect(Collectors.joining());
        return pirogue.get(PATH + "?after=" + after + "&limit=" + limit + asked, new TypeReference<>() {});
    }

    public ChainCheck.Result verify() {
        return pirogue.get(PATH + "/verification", new TypeReference<>() {});
    }

    public String key() {
        Map<String, String> key = pirogue.get(PATH + "/key", new TypeReference<>() {});
        return key.getOrDefault("key", "");
    }

    public void export(Path file) {
        pirogue.download(PATH + "/export", "application/jsonl", file);
    }
}
