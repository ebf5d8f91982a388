package org.pirogue.cli;

/** The exit codes of every command, as the help prints them. */
public enum Exit {
    OK(0),
    /** It failed, a run ended partial or failed, or source and target do not agree. */
    FAILED(1),
    USAGE(2),
    /** No running Pirogue could be reached. */
    UNREACHABLE(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
