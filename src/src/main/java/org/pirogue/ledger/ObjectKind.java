package org.pirogue.ledger;

/** What kinds of objects are exchanged. */
public enum ObjectKind {
    ORGANISATION_UNIT("organisationUnit", false),
    TRACKED_ENTITY("trackedEntity", true);

    private final String label;
    private final boolean personal;

    ObjectKind(String label, boolean personal) {
        this.label = label;
        this.personal = personal;
    }

    /** As DHIS2 calls it. */
    public String label() {
        return label;
    }

    /** Whether the values are those of a person: the ledger then keeps keyed digests of what is not in flight. */
    public boolean personal() {
        return personal;
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

    static boolean isOne(String label) {
        return label.equals(ORGANISATION_UNIT.label) || label.equals(TRACKED_ENTITY.label);
    }
}
