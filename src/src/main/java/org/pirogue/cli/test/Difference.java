package org.pirogue.cli.test;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as a test expects it.
 *
 * @param line of the test's file, where it is expected
 * @param what {@code sends BDI_0101 202601 put MAL_CONF/AGE_LT5}
 * @param expected null where nothing was expected
 * @param was null where there was nothing
 */
public record Difference(
        int line,
        String what,
        @Nullable String expected,
        @Nullable String was) {}
