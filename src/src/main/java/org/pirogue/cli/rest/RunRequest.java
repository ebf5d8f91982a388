package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a flow.
 *
 * @param from first period, inclusive; null means open
 * @param to last period, inclusive; null means open
 * @param full whether everything is read again, not only what changed since the run before
 * @param adoptDeletes whether what is not the flow's own in its claim is deleted, where nothing should stand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRequest(
        @Nullable String from,
        @Nullable String to,
        boolean full,
        Mode mode,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean adoptDeletes) {
    public enum Mode {
        SYNC,
        /** What would be sent, and nothing sent. */
        PLAN,
        /** What the source says now against what the target shows now. */
        COMPARE
    }

    public RunRequest(@Nullable String from, @Nullable String to, boolean full, Mode mode) {
        this(from, to, full, mode, false);
    }

    public static RunRequest of(Mode mode) {
        return new RunRequest(null, null, false, mode);
    }
}
