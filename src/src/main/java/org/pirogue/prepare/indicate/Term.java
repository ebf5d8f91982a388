package org.pirogue.prepare.indicate;

import org.jspecify.annotations.Nullable;

/** A compiled part of a formula: a number, 1 or 0 for true and false, null for none. */
@FunctionalInterface
interface Term {
    @Nullable
    Double of(Operands operands);
}
