package org.pirogue.flow;

/** Ends a run, or one delivery, with a code. The text never carries a record, a person or a secret. */
public final class FlowException extends RuntimeException {
    private final String code;

    public FlowException(String code, String text) {
        super(code + " " + text);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
