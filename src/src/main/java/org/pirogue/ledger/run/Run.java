package org.pirogue.ledger.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.reject.Decision;

/**
 * One execution of a flow, as it stands now.
 *
 * @param run its number, unique over all flows
 * @param from first period asked for, null for what changed since the cursor
 * @param to last period asked for
 * @param full whether everything is read, not only what changed
 * @param tally what became of the source's records
 * @param desired what became of the values that should stand at the target
 * @param retracted what became of the values that should no longer stand there
 * @param planned whether the closed chunks of this run are known
 * @param note what is worth saying although the run went on
 * @param cause what asked for it: request, schedule, new-version
 * @param cellsBefore cells that the flow had at its target when the chunks were planned
 * @param hold that it waited for a person's approval, or does; of a plan, that it would; null otherwise
 * @param next where the cursor goes with the last chunk, null for a run that moves no cursor
 */
public record Run(
        long run,
        String flow,
        String workspace,
        Envelope.Mode mode,
        State state,
        @Nullable String from,
        @Nullable String to,
        boolean full,
        Tally tally,
        Desired desired,
        Retracted retracted,
        int chunks,
        int chunksDone,
        boolean planned,
        @Nullable Cursor next,
        @Nullable Problem problem,
        @Nullable Problem note,
        String cause,
        long cellsBefore,
        @Nullable Hold hold,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** {@code PARTIAL} ended with rejects or conflicts; {@code DELIVERING} has values in flight. */
    public enum State {
        REQUESTED,
        COLLECTING,
        DELIVERING,
        DONE,
        PARTIAL,
        FAILED;

        public boolean ended() {
            return this == DONE || this == PARTIAL || this == FAILED;
        }
    }

    /** Values that should stand at the target: {@code desired} is the sum of the others. */
    public record Desired(
            long desired, long written, long unchanged, long rejected, long inFlight, long conflict, long superseded) {}

    /** Values that should no longer stand at the target: {@code retracted} is the sum of the others. */
    public record Retracted(
            long retracted, long deleted, long rejected, long inFlight, long conflict, long superseded) {}

    /**
     * That a run needs a person's approval for what it would take away.
     *
     * @param code P440 it is much, P441 mapping or rules changed, P442 it takes over what waits
     * @param cells that the flow had at its target
     * @param retracted cells that would be deleted
     * @param written cells that would be written with them
     * @param waiting cells that wait now
     * @param decision null while it waits
     */
    public record Hold(
            State state,
            String code,
            long cells,
            long retracted,
            long written,
            long waiting,
            Instant since,
            @Nullable Decision decision,
            @Nullable Instant decidedAt) {
        /** {@code SUPERSEDED}: newer runs left nothing that waits; {@code WOULD}: a plan of a run that would be held. */
        public enum State {
            HELD,
            APPROVED,
            REFUSED,
            SUPERSEDED,
            WOULD
        }
    }

    /** Whether it waits for a person. */
    public boolean held() {
        return hold != null && hold.state() == Hold.State.HELD;
    }

    public boolean ofRules() {
        return hold != null && hold.code().equals(Holding.RULES);
    }

    /** Why a run failed: a code and one sentence. */
    public record Problem(String code, String text) {}

    /** The ledger holds both balances by constraint; this is the sum done again for whoever looks. */
    public boolean balanced() {
        return desired.desired
                        == desired.written
                                + desired.unchanged
                                + desired.rejected
                                + desired.inFlight
                                + desired.conflict
                                + desired.superseded
                && retracted.retracted
                        == retracted.deleted
                                + retracted.rejected
                                + retracted.inFlight
                                + retracted.conflict
                                + retracted.superseded;
    }

    /** Whether somebody named its periods: it goes period by period, and gives way to every other run of its flow. */
    public boolean backfill() {
        return mode == Envelope.Mode.SYNC && (from != null || to != null);
    }

    /** Values in flight of both kinds. */
    public long inFlight() {
        return desired.inFlight + retracted.inFlight;
    }

    /** The envelope of a batch that this run reads as the given chunk. */
    public Envelope envelope(int chunk) {
        return new Envelope(flow, workspace, run, chunk, mode);
    }
}
