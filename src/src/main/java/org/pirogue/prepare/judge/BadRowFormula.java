package org.pirogue.prepare.judge;

/** A formula that cannot be used, before its line is known. */
final class BadRowFormula extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRowFormula(String text) {
        super(text, null, false, false);
    }
}
