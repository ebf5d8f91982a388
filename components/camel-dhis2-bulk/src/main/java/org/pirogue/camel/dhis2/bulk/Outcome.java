package org.pirogue.camel.dhis2.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record that was sent.
 *
 * @param refusal why: given if the state is REFUSED, and if known where it is BLAMED
 */
public record Outcome(State state, @Nullable Refusal refusal) {

    /** What became of a record. */
    public enum State {
        /** Stands at the server (or would, in a dry run). */
        ACCEPTED,
        /** Refused for a fault of its own: sent again unchanged it is refused again. */
        REFUSED,
        /** Not written, without a fault of its own: its group sank, or it was never sent. May be sent again. */
        BLAMED,
        /** Sent, and no verdict came back: read before sending again. */
        UNKNOWN
    }

    /** Stands at the server. */
    public static final Outcome ACCEPTED = new Outcome(State.ACCEPTED, null);
    /** May be sent again. */
    public static final Outcome BLAMED = new Outcome(State.BLAMED, null);
    /** Read before sending again. */
    public static final Outcome UNKNOWN = new Outcome(State.UNKNOWN, null);

    static Outcome refused(Refusal refusal) {
        return new Outcome(State.REFUSED, refusal);
    }
}
