package org.pirogue.prepare.indicate;

/** A formula that cannot be used, before its row is known. */
final class BadFormula extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadFormula(String text) {
        super(text, null, false, false);
    }
}
