package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a flow, as {@code GET /api/runs/{id}} shows it. Counts are values or events; {@code chunks} are the
 * closed parts that the run was cut into.
 *
 * @param period the oldest one that is not handed over yet
 * @param cause what asked for it: request, schedule or new-version
 * @param note what is worth saying although the run went on
 * @param state requested, collecting, delivering, held, done, partial or failed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Run(
        String run,
        String flow,
        String mode,
        String state,
        boolean balanced,
        @Nullable String period,
        @Nullable String cause,
        @Nullable Problem problem,
        @Nullable Problem note,
        @Nullable Hold hold,
        long read,
        long used,
        long ignored,
        long unmapped,
        long invalid,
        long duplicate,
        long suppressed,
        long desired,
        long written,
        long unchanged,
        long rejected,
        long inFlight,
        long conflict,
        long superseded,
        long retracted,
        long deleted,
        long chunks,
        long chunksDone,
        double seconds,
        @Nullable Versions versions) {

    /** Digests of what it worked by. @param files mapping, rules and other tables, by their names */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Versions(String deployment, String flow, Map<String, String> kamelets, Map<String, String> files) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Problem(String code, String text) {}

    public boolean isOver() {
        return switch (state) {
            case "held", "done", "partial", "failed" -> true;
            default -> false;
        };
    }

    public boolean failed() {
        return state.equals("failed");
    }

    public boolean isDone() {
        return state.equals("done");
    }
}
