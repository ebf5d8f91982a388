package org.pirogue.country.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Problem;

/**
 * How the country's files stand.
 *
 * @param digest of the version that runs
 * @param since when it runs
 * @param candidate digest of the version that is refused, or waits; null where what runs is what stands in the files
 * @param problems why it is refused
 * @param waitsFor flows that have something to end before
 * @param restart settings that stand in the files and take effect at the next start
 * @param difference what the last change brought, in words
 */
public record Report(
        State state,
        String digest,
        Instant since,
        @Nullable String candidate,
        List<Problem> problems,
        Set<String> waitsFor,
        Set<String> restart,
        @Nullable String difference) {

    /** {@code CHECKED}: nothing is wrong, and nothing was changed. */
    public enum State {
        DEPLOYED,
        CHECKED,
        WAITING,
        REFUSED
    }

    Report refused(String other, List<Problem> why) {
        return new Report(State.REFUSED, digest, since, other, List.copyOf(why), Set.of(), restart, difference);
    }

    Report waiting(String other, Set<String> flows) {
        return new Report(State.WAITING, digest, since, other, List.of(), Set.copyOf(flows), restart, difference);
    }

    /** The files say again what runs. */
    Report back() {
        return new Report(State.DEPLOYED, digest, since, null, List.of(), Set.of(), restart, difference);
    }

    boolean sameAs(Report other) {
        return state == other.state
                && digest.equals(other.digest)
                && java.util.Objects.equals(candidate, other.candidate)
                && problems.equals(other.problems);
    }
}
