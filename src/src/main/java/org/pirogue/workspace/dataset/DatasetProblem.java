package org.pirogue.workspace.dataset;

/** Something that a dataset refuses; the text names no value of a row. */
public final class DatasetProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public DatasetProblem(String code, String text) {
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
