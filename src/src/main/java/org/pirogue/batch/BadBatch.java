package org.pirogue.batch;

/** A message that is not a batch. Its text names the place and never shows content. */
public final class BadBatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /** @param code P290 malformed, P291 version of the contract that is not known, P292 batch of another kind */
    BadBatch(String code, String text) {
        super(code + " " + text);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
