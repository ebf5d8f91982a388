package org.pirogue.workspace.outlet;

/** Something that is asked of an outlet and cannot be; the text names no value of a row, and no secret. */
public final class OutletProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public OutletProblem(String code, String text) {
        super(text);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
