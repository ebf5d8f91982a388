package org.pirogue.ledger.value;

import java.time.Duration;
import java.util.Set;

/** What became of one posted cell. A cell without outcome is in doubt. */
public sealed interface Outcome {
    Outcome ACCEPTED = new Accepted();

    /** Code of a report that is not registered as complete while some of its values are refused or disputed. */
    String WAITS = "P408";

    /** Codes of refusals that blame no value: the slice went whole, and was refused whole. */
    Set<String> OF_THE_WHOLE = Set.of("P581", "P582", "P583");

    /** @param values how many of the report's values are refused or disputed */
    static Outcome waits(int values) {
        return new Refused(
                WAITS,
                "the report is not registered as complete while the target lacks " + values
                        + " of its values: settle the rejects and conflicts of this report, then it goes by itself");
    }

    /** The target holds the value, or has deleted it. */
    record Accepted() implements Outcome {}

    /**
     * The target refused the value.
     *
     * @param code DHIS2's code, or Pirogue's where it was refused before it was sent
     * @param text the target's sentence
     */
    record Refused(String code, String text) implements Outcome {}

    /**
     * The target is locked for this value, by a deadline or an approval: it stays in flight, and is tried again later.
     *
     * @param code DHIS2's code
     * @param text the target's sentence
     * @param retryAfter how long nobody tries again, unless the slice changes
     */
    record Held(String code, String text, Duration retryAfter) implements Outcome {}
}
