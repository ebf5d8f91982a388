package org.pirogue.cli;

import org.jspecify.annotations.Nullable;

/** Times as they are shown in tables. */
final class Moments {
    private Moments() {}

    /** {@code 2026-11-27 14:05}, in UTC as it came; a hyphen where there is none. */
    static String minute(@Nullable String instant) {
        return instant == null ? "-" : instant.replaceFirst("T(\\d\\d:\\d\\d).*", " $1");
    }
}
