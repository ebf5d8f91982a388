package org.pirogue.sandbox.instance;

import java.util.Arrays;

/** Whose way of judging imports is followed. */
public enum VersionMode {
    /** As recorded from DHIS2 2.43.1: one bad organisation unit sinks the payload. */
    V2_43("2.43", "2.43.1"),
    /** As read from the source of DHIS2 2.42, not seen running: bad rows are skipped, each with its conflict. */
    V2_42("2.42", "2.42.3");

    private final String label;
    private final String version;

    VersionMode(String label, String version) {
        this.label = label;
        this.version = version;
    }

    /** {@code 2.43} or {@code 2.42}. */
    public static VersionMode of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("version mode is 2.43 or 2.42, not " + label));
    }

    public String label() {
        return label;
    }

    /** What {@code /api/system/info} says. */
    public String version() {
        return version;
    }
}
