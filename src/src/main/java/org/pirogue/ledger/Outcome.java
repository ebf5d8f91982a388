package org.pirogue.ledger;

/** What became of one posted cell. A cell without outcome is in doubt. */
public sealed interface Outcome {
    Outcome ACCEPTED = new Accepted();

    /** The target holds the value, or has deleted it. */
    record Accepted() implements Outcome {}

    /**
     * The target refused the value.
     *
     * @param code DHIS2's code, or Pirogue's where it was refused before it was sent
     * @param text the target's sentence
     */
    record Refused(String code, String text) implements Outcome {}
}
