package org.pirogue.camel.dhis2.bulk;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What DHIS2 decided on each record of an import, read from its summary. There is no verdict without a summary that was
 * read to its end.
 *
 * @param outcomes one for each record, in the order in which they were given
 * @param counts as DHIS2 told them, summed over the calls; 2.43 counts new, changed, same and deleted values all as updated
 * @param dryRun whether nothing was written
 * @param calls how many calls were made
 * @param stopped why the writer stopped before every record was decided: BLAMED ones were then not written, UNKNOWN ones
 *     perhaps; null if all were decided
 */
public record Verdict(
        List<Outcome> outcomes,
        Counts counts,
        boolean dryRun,
        int calls,
        @Nullable Dhis2Exception stopped) {

    /** Copies. */
    public Verdict {
        outcomes = List.copyOf(outcomes);
    }

    /** Records as DHIS2 counted them. */
    public record Counts(int imported, int updated, int deleted, int ignored) {

        /** None. */
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        /** Both together. */
        public Counts plus(Counts other) {
            return new Counts(
                    imported + other.imported,
                    updated + other.updated,
                    deleted + other.deleted,
                    ignored + other.ignored);
        }
    }

    /** How many records are in this state. */
    public int count(Outcome.State state) {
        return (int)
                outcomes.stream().filter(outcome -> outcome.state() == state).count();
    }

    /** Whether every record stands at the server. */
    public boolean allAccepted() {
        return count(Outcome.State.ACCEPTED) == outcomes.size();
    }

    /** Whether every record is ACCEPTED or REFUSED. */
    public boolean decided() {
        return count(Outcome.State.ACCEPTED) + count(Outcome.State.REFUSED) == outcomes.size();
    }

    /** Why the writer stopped early. */
    public Optional<Dhis2Exception> stoppedBy() {
        return Optional.ofNullable(stopped);
    }
}
