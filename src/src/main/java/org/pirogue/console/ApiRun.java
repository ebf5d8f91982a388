package org.pirogue.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.Versions;

/** A run as the REST interface shows it. Seconds run until now while the run has not ended. */
record ApiRun(
        long run,
        String flow,
        String mode,
        String state,
        boolean balanced,
        @Nullable String from,
        @Nullable String to,
        @Nullable String period,
        String cause,
        Run.@Nullable Problem problem,
        Run.@Nullable Problem note,
        @Nullable ApiHold hold,
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
        int chunks,
        int chunksDone,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        double seconds,
        @Nullable Versions versions) {

    /**
     * @param period the oldest one that is not handed over yet, null where there is none
     * @param versions digests of what it worked by; null where none are known
     * @param now by the clock of this Pirogue
     */
    static ApiRun of(Run run, @Nullable String period, @Nullable Versions versions, Instant now) {
        Run.Desired desired = run.desired();
        Run.Retracted retracted = run.retracted();
        return new ApiRun(
                run.run(),
                run.flow(),
                run.mode().name(),
                state(run),
                run.balanced(),
                run.from(),
                run.to(),
                period,
                run.cause(),
                run.problem(),
                run.note(),
                ApiHold.of(run.hold()),
                run.tally().read(),
                run.tally().used(),
                run.tally().ignored(),
                run.tally().unmapped(),
                run.tally().invalid(),
                run.tally().duplicate(),
                run.tally().suppressed(),
                desired.desired(),
                desired.written(),
                desired.unchanged(),
                desired.rejected() + retracted.rejected(),
                run.inFlight(),
                desired.conflict() + retracted.conflict(),
                desired.superseded() + retracted.superseded(),
                retracted.retracted(),
                retracted.deleted(),
                run.chunks(),
                run.chunksDone(),
                run.startedAt(),
                run.endedAt(),
                seconds(run, now),
                versions);
    }

    /** A run of which all that is left waits for a person is held. */
    private static String state(Run run) {
        boolean held = run.held() && run.state() == Run.State.DELIVERING;
        return held && run.hold().waiting() == run.inFlight()
                ? "held"
                : run.state().name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Run run, Instant now) {
        if (run.startedAt() == null) {
            return 0;
        }
        Instant end = run.endedAt() == null ? now : run.endedAt();
        return Duration.between(run.startedAt(), end).toMillis() / 1000.0;
    }
}
