package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * That a run waits for a person's approval, did, or, of a plan, would.
 *
 * @param state held, approved, refused, superseded or would
 * @param code P440 it would take much away, P441 mapping or rules have changed, P442 it takes over what waits; P340, P341: the same
 *     of objects
 * @param cells or objects that the flow had at its target
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Hold(
        String state,
        String code,
        long cells,
        long deletes,
        long writes,
        long waiting,
        @Nullable String decidedBy,
        @Nullable String reason) {

    public boolean waits() {
        return state.equals("held");
    }

    /** Share of what the flow had at its target that would be deleted. */
    public double percent() {
        return cells == 0 ? 0 : 100.0 * deletes / cells;
    }
}
