package org.pirogue.workspace.access;

/** What was asked for cannot be done, with its code. P786 to P799. */
public final class AccessProblem extends RuntimeException {
    private final String code;

    public AccessProblem(String code, String text) {
        super(code + " " + text);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String text() {
        return getMessage().substring(code.length() + 1);
    }
}
