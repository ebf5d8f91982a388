package org.pirogue.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pirogue.pressure.Closed;
import org.pirogue.pressure.Gate;
import org.pirogue.workspace.WorkspaceSettings;

/**
 * How a connection is used now, as the REST interface shows it.
 *
 * @param open whether messages are delivered to it now
 * @param code why they wait: P331 to P334, null where they do not
 * @param until when it opens by itself, null where nobody knows
 * @param circuit CLOSED lets calls through, OPEN does not, HALF_OPEN tries
 * @param valuesPerPost how many values one request carries now, at most
 */
record ApiConnection(
        String name,
        @Nullable String workspace,
        boolean open,
        @Nullable String code,
        @Nullable String text,
        @Nullable Instant until,
        String circuit,
        int valuesPerPost) {
    private static final int USUAL = 1000;

    static ApiConnection of(String name, WorkspaceSettings.@Nullable Connection setting, Gate gate) {
        Closed closed = gate.closedForWrites().orElse(null);
        return new ApiConnection(
                name,
                setting == null ? null : setting.workspace(),
                closed == null,
                closed == null ? null : closed.code(),
                closed == null ? null : closed.text(),
                closed == null ? null : closed.until(),
                gate.circuit(),
                gate.valuesPerPostNow(USUAL));
    }
}
