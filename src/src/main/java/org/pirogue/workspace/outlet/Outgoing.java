package org.pirogue.workspace.outlet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that one outlet is to be told.
 *
 * @param contract revision that its events keep
 * @param telling 1; more where it was asked for again, or had to be begun again by other terms
 * @param whole whether all rows were asked for
 * @param since against which version it is told; null: all rows, or not decided yet
 * @param cut by which columns, rows and units; null: not tried yet
 * @param parts how many of its events the outlet has acknowledged
 * @param notice of an erasure; null of anything else
 */
record Outgoing(
        long id,
        long outlet,
        What what,
        long version,
        int contract,
        int telling,
        boolean whole,
        @Nullable Long since,
        @Nullable String cut,
        int parts,
        int tries,
        Instant madeAt,
        @Nullable Long notice) {
    enum What {
        /** The share gives a version. */
        GIVEN,
        /** The share cannot give it yet. */
        WAITING,
        /** A person whom it gave was erased. */
        ERASED
    }
}
