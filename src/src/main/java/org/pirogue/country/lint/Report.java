package org.pirogue.country.lint;

import org.jspecify.annotations.Nullable;

/** Takes what is wrong in one file. */
@FunctionalInterface
public interface Report {

    /** @param value as it stands; null where it must not be repeated */
    void add(String code, int line, @Nullable String value, String text, String hint);
}
