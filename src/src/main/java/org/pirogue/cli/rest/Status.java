package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a running Pirogue is. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Status(
        String country,
        String state,
        List<Connection> connections,
        List<Flow> flows,
        @Nullable Deployment deployment,
        @Nullable List<Removed> removed) {

    /** What went because its time was over. @param what kept-cases, rejects, scratch, versions */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Removed(String at, String what, String flow, long many) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Connection(
            String name,
            @Nullable String workspace,
            boolean reachable,
            @Nullable String message,
            org.pirogue.cli.rest.@Nullable Connection use) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Flow(
            String flow,
            @Nullable String workspace,
            @Nullable String schedule,
            @Nullable Queue queue,
            long deadLetters,
            long openRejects,
            long corrections,
            @Nullable Run lastRun,
            long conflicts,
            @Nullable Held held) {}

    /** What waits because the target is locked or approved. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Held(
            long slices,
            long values,
            @Nullable String code,
            @Nullable String text) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Queue(String name, long depth) {}
}
