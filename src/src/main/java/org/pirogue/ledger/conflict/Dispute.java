package org.pirogue.ledger.conflict;

import java.util.List;
import java.util.Locale;

/**
 * A cell where the target holds somebody else's value.
 *
 * @param ours what this flow wants there; empty for a deletion
 * @param theirs what stands there; empty where it was deleted
 * @param conflict number of the conflict that tells more
 */
public record Dispute(Kind kind, String ours, String theirs, long conflict) {
    public enum Kind {
        /** A person is being asked. */
        OPEN,
        /** Theirs is left standing. */
        KEPT,
        /** It was decided in the other direction that theirs may be written over. */
        GRANTED
    }

    public static Dispute of(List<String> packed) {
        return new Dispute(
                Kind.valueOf(packed.get(0).toUpperCase(Locale.ROOT)),
                packed.get(1),
                packed.get(2),
                Long.parseLong(packed.get(3)));
    }

    public List<String> packed() {
        return List.of(kind.name().toLowerCase(Locale.ROOT), ours, theirs, Long.toString(conflict));
    }

    public boolean open() {
        return kind == Kind.OPEN;
    }

    public boolean kept() {
        return kind == Kind.KEPT;
    }

    public boolean granted() {
        return kind == Kind.GRANTED;
    }

    public Dispute keptTheirs() {
        return new Dispute(Kind.KEPT, ours, theirs, conflict);
    }
}
