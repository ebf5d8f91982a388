package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.Refusal;

/** The REST interface of datasets as a client sees it. */
public final class DatasetCalls {
    private static final String PATH = "/api/datasets";

    private final RunningPirogue pirogue;

    public DatasetCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Dataset(
            String workspace,
            String name,
            String state,
            String title,
            String owner,
            @Nullable Long version) {
        public String path() {
            return workspace + "/" + name;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Version(
            long version,
            String madeAt,
            String flow,
            String run,
            long rows,
            long added,
            long changed,
            long gone,
            @Nullable String droppedAt) {}

    public List<Dataset> list() {
        return pirogue.get(PATH, new TypeReference<>() {});
    }

    /** @param version null for the current one */
    public JsonNode describe(String dataset, @Nullable Long version) {
        return pirogue.get(of(dataset) + (version == null ? "" : "?version=" + version), new TypeReference<>() {});
    }

    public List<Version> versions(String dataset) {
        return pirogue.get(of(dataset) + "/versions", new TypeReference<>() {});
    }

    public void rows(String dataset, @Nullable Long version, String format, Path file) {
        String which = version == null ? "" : "&version=" + version;
        pirogue.download(of(dataset) + "/rows?format=" + RunningPirogue.encoded(format) + which, "*/*", file);
    }

    /** @param action publish or withdraw */
    public Dataset state(String dataset, String action, @Nullable String reason) {
        return pirogue.post(of(dataset) + "/" + action, body(reason), new TypeReference<>() {});
    }

    static Map<String, String> body(@Nullable String reason) {
        return Map.of("reason", reason == null ? "" : reason);
    }

    static String of(String dataset) {
        String[] parts = dataset.split("/", -1);
        if (parts.length != 2) {
            throw Refusal.usage("P501.value", "WORKSPACE/DATASET", dataset, "pirogue datasets");
        }
        return PATH + "/" + RunningPirogue.encoded(parts[0]) + "/" + RunningPirogue.encoded(parts[1]);
    }
}
