package org.pirogue.prepare.judge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A compiled part of a formula: a number, 1 or 0 for true and false, null for none. */
@FunctionalInterface
interface RowTerm {
    @Nullable
    BigDecimal of(Values values);

    /** The numbers of one row. */
    interface Values {
        @Nullable
        BigDecimal number(String column);
    }
}
