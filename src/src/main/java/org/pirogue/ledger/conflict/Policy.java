package org.pirogue.ledger.conflict;

/** What becomes of a cell that was changed at the target by somebody else. */
public enum Policy {
    /** Ours is written. A value that somebody else typed is never deleted all the same: then a person is asked. */
    SOURCE,
    /** Theirs is kept. */
    TARGET,
    /**
     * What was edited last stands, where both sides say when, and their clocks can be compared; else a person is asked. A
     * value that somebody typed is never deleted all the same: then a person is asked, too.
     */
    LATEST,
    /** A person is asked: a conflict. */
    ASK
}
