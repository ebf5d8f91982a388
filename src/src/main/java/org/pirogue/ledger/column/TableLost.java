package org.pirogue.ledger.column;

/** A table cannot be given to whoever writes it. */
public final class TableLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public TableLost(String code, String text) {
        super(text);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
