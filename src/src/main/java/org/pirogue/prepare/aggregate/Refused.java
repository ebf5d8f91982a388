package org.pirogue.prepare.aggregate;

/** A cell of a rule that cannot be used, before its row is known. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String hint;

    Refused(String code, String text, String hint) {
        super(text, null, false, false);
        this.code = code;
        this.hint = hint;
    }

    static Refused unsupported(String what) {
        return new Refused("P222", what + " is not supported in rules", "write the condition without it");
    }

    String code() {
        return code;
    }

    String hint() {
        return hint;
    }
}
