package org.pirogue.prepare.check;

import java.util.Optional;
import java.util.Set;
import org.pirogue.prepare.Numbers;

/** P251: less than nothing was counted. Texts are {@link NumericValue}'s business. */
final class NegativeCount extends ValueCheck {
    NegativeCount(Set<String> on) {
        super("P251", on);
    }

    @Override
    Optional<String> fault(String value) {
        return Numbers.read(value).filter(number -> number.signum() < 0).map(any -> "a count cannot be negative");
    }
}
