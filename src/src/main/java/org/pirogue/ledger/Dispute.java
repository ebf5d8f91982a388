package org.pirogue.ledger;

import java.util.List;

/**
 * A cell where the target holds somebody else's value: open while a person is asked, else theirs is kept.
 *
 * @param ours what this flow wants there; empty for a deletion
 * @param theirs what stands there; empty where it was deleted
 * @param conflict number of the conflict that tells more
 */
record Dispute(boolean open, String ours, String theirs, long conflict) {
    private static final String OPEN = "open";
    private static final String KEPT = "kept";

    static Dispute of(List<String> packed) {
        return new Dispute(packed.get(0).equals(OPEN), packed.get(1), packed.get(2), Long.parseLong(packed.get(3)));
    }

    List<String> packed() {
        return List.of(open ? OPEN : KEPT, ours, theirs, Long.toString(conflict));
    }

    Dispute keptTheirs() {
        return new Dispute(false, ours, theirs, conflict);
    }
}
