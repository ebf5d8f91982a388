package org.pirogue.ledger;

import java.util.List;
import java.util.Locale;

/**
 * A cell where the target holds somebody else's value.
 *
 * @param ours what this flow wants there; empty for a deletion
 * @param theirs what stands there; empty where it was deleted
 * @param conflict number of the conflict that tells more
 */
record Dispute(Kind kind, String ours, String theirs, long conflict) {
    enum Kind {
        /** A person is being asked. */
        OPEN,
        /** Theirs is left standing. */
        KEPT,
        /** It was decided in the other direction that theirs may be written over. */
        GRANTED
    }

    static Dispute of(List<String> packed) {
        return new Dispute(
                Kind.valueOf(packed.get(0).toUpperCase(Locale.ROOT)),
                packed.get(1),
                packed.get(2),
                Long.parseLong(packed.get(3)));
    }

    List<String> packed() {
        return List.of(kind.name().toLowerCase(Locale.ROOT), ours, theirs, Long.toString(conflict));
    }

    boolean open() {
        return kind == Kind.OPEN;
    }

    boolean kept() {
        return kind == Kind.KEPT;
    }

    boolean granted() {
        return kind == Kind.GRANTED;
    }

    Dispute keptTheirs() {
        return new Dispute(Kind.KEPT, ours, theirs, conflict);
    }
}
