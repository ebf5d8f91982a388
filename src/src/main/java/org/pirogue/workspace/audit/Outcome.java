package org.pirogue.workspace.audit;

/** What became of it. DONE: an entry that tells how much it was, after one that said ALLOWED. */
public enum Outcome {
    ALLOWED,
    DONE,
    REFUSED,
    FAILED
}
