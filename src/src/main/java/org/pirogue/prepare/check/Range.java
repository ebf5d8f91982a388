package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Numbers;

/** P253: below a minimum or above a maximum; both are allowed values. Texts are {@link NumericValue}'s business. */
final class Range extends ValueCheck {
    private final @Nullable BigDecimal min;
    private final @Nullable BigDecimal max;

    Range(Set<String> on, @Nullable BigDecimal min, @Nullable BigDecimal max) {
        super("P253", on);
        this.min = min;
        this.max = max;
    }

    @Override
    Optional<String> fault(String value) {
        return Numbers.read(value).flatMap(number -> {
            if (min != null && number.compareTo(min) < 0) {
                return Optional.of("at least " + min.toPlainString() + " is expected");
            }
            return max != null && number.compareTo(max) > 0
                    ? Optional.of("at most " + max.toPlainString() + " is expected")
                    : Optional.empty();
        });
    }
}
