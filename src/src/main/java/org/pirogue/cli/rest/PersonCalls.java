package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rights of persons as a client sees them. Who is meant is sent in the body only. */
public final class PersonCalls {
    private final RunningPirogue pirogue;

    public PersonCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    /** Who is meant: one of both. */
    public record Sought(
            @Nullable String pseudonym, @Nullable String identifier) {
        @Override
        public String toString() {
            return "a person";
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(List<InVersion> datasets, List<InShare> shares, List<Received> received, List<Kept> kept) {
        public boolean isNothing() {
            return datasets.isEmpty() && kept.isEmpty();
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record InVersion(String dataset, long version, long rows) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record InShare(
            long share,
            String dataset,
            String kind,
            String recipient,
            List<Long> versions,
            boolean live,
            boolean sql) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Received(String at, String who, String what) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Kept(String what, String flow, String state, long many) {}

    /** @param erasure 0 where it was only looked at */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Erased(long erasure, Found found, int notices) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Erasure(
            long erasure,
            String at,
            String by,
            String reason,
            String removed,
            @Nullable String liftedAt) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Notice(
            long notice,
            long erasure,
            String workspace,
            String dataset,
            List<Long> versions,
            long share,
            String kind,
            String recipient,
            List<String> known,
            String at,
            @Nullable String doneAt,
            List<Told> told) {
        /** An older Pirogue does not say it. */
        public Notice {
            told = told == null ? List.of() : List.copyOf(told);
        }
    }

    /** By which outlet a receiver is told. @param state due, told, given-up, dropped */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Told(String kind, String state, @Nullable String at) {}

    public Found find(String workspace, Sought sought) {
        return pirogue.post(path(workspace) + "/find", wish(sought), new TypeReference<>() {});
    }

    public Erased erase(String workspace, Sought sought, String reason, boolean dryRun) {
        Map<String, Object> wish = wish(sought);
        wish.put("reason", reason);
        wish.put("dryRun", dryRun);
        return pirogue.post(path(workspace) + "/erase", wish, new TypeReference<>() {});
    }

    private static Map<String, Object> wish(Sought sought) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("pseudonym", sought.pseudonym());
        wish.put("identifier", sought.identifier());
        return wish;
    }

    public List<Erasure> erasures(String workspace) {
        return pirogue.get(path(workspace) + "/erasures", new TypeReference<>() {});
    }

    public void lift(String workspace, long erasure, String reason) {
        pirogue.post(
                path(workspace) + "/erasures/" + erasure + "/lift",
                Map.of("reason", reason),
                new TypeReference<Object>() {});
    }

    public List<Notice> notices() {
        return pirogue.get("/api/shares/notices", new TypeReference<>() {});
    }

    public void done(long notice) {
        pirogue.post("/api/shares/notices/" + notice + "/done", Map.of(), new TypeReference<Object>() {});
    }

    private static String path(String workspace) {
        return "/api/workspaces/" + RunningPirogue.encoded(workspace) + "/persons";
    }
}
