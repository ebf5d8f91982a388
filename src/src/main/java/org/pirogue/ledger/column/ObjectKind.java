package org.pirogue.ledger.column;

import org.jspecify.annotations.Nullable;

/** What kinds of objects are exchanged. */
public enum ObjectKind {
    ORGANISATION_UNIT("organisationUnit", false, "closedDate"),
    TRACKED_ENTITY("trackedEntity", true, null);

    private final String label;
    private final boolean personal;
    private final @Nullable String closing;

    ObjectKind(String label, boolean personal, @Nullable String closing) {
        this.label = label;
        this.personal = personal;
        this.closing = closing;
    }

    /** As DHIS2 calls it. */
    public String label() {
        return label;
    }

    /** Whether the values are those of a person: the ledger then keeps keyed digests of what is not in flight. */
    public boolean personal() {
        return personal;
    }

    /** The field whose value takes an object out of use; null where such objects are deleted. */
    @Nullable
    public String closing() {
        return closing;
    }

    /** @throws IllegalArgumentException for another word */
    public static ObjectKind of(String label) {
        for (ObjectKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of object: " + label);
    }

    public static boolean isOne(String label) {
        return label.equals(ORGANISATION_UNIT.label) || label.equals(TRACKED_ENTITY.label);
    }
}
