package org.pirogue.ledger;

/** A table cannot be given to whoever writes it. */
public final class TableLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    TableLost(String code, String text) {
        super(text);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
