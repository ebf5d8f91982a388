package org.pirogue.console;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.Run;

/**
 * That a run waits for a person's approval, did, or, of a plan, would.
 *
 * @param state held, approved, refused, superseded or would
 * @param cells that the flow had at its target when the run was planned
 * @param deletes cells that would be deleted
 * @param writes cells that would be written with them
 * @param waiting cells that wait now
 */
record ApiHold(
        String state,
        String code,
        long cells,
        long deletes,
        long writes,
        long waiting,
        Instant since,
        @Nullable String decidedBy,
        @Nullable String reason,
        @Nullable Instant decidedAt) {

    static @Nullable ApiHold of(Run.@Nullable Hold hold) {
        if (hold == null) {
            return null;
        }
        Decision decision = hold.decision();
        return new ApiHold(
                hold.state().name().toLowerCase(Locale.ROOT),
                hold.code(),
                hold.cells(),
                hold.retracted(),
                hold.written(),
                hold.waiting(),
                hold.since(),
                decision == null ? null : decision.who(),
                decision == null ? null : decision.reason(),
                hold.decidedAt());
    }
}
