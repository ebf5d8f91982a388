package org.pirogue.workspace.outlet;

/** An outlet did not take what it was told. The text names no value of a row, no secret, and no address. */
public final class Undelivered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What becomes of it. */
    enum Then {
        /** It is tried again, later each time, and given up in the end. */
        AGAIN,
        /** Nothing is wrong, and it is too early: looked at again soon. */
        WAIT,
        /** No other try could help. */
        GIVE_UP
    }

    private final String code;
    private final Then then;

    Undelivered(String code, String text, Then then) {
        super(text);
        this.code = code;
        this.then = then;
    }

    public static Undelivered again(String code, String text) {
        return new Undelivered(code, text, Then.AGAIN);
    }

    public static Undelivered early(String code, String text) {
        return new Undelivered(code, text, Then.WAIT);
    }

    public static Undelivered never(String code, String text) {
        return new Undelivered(code, text, Then.GIVE_UP);
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Then then() {
        return then;
    }
}
