package org.pirogue.prepare.check;

import java.util.Optional;
import java.util.Set;
import org.pirogue.prepare.Numbers;

/** P250: a text where a number belongs. */
final class NumericValue extends ValueCheck {
    NumericValue(Set<String> on) {
        super("P250", on);
    }

    @Override
    Optional<String> fault(String value) {
        return Numbers.read(value).isPresent() ? Optional.empty() : Optional.of("a number is expected");
    }
}
