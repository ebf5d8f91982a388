package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.pirogue.prepare.Numbers;

/** P252: not of the type that the target's data element has. */
final class ValueType extends ValueCheck {
    private final Type type;

    /** DHIS2's value types of numbers, with what the value must be. */
    enum Type {
        NUMBER("a number", number -> true),
        INTEGER("a whole number", Type::isWhole),
        INTEGER_POSITIVE("a whole number above 0", number -> isWhole(number) && number.signum() > 0),
        INTEGER_ZERO_OR_POSITIVE("a whole number, 0 or more", number -> isWhole(number) && number.signum() >= 0),
        PERCENTAGE("a number from 0 to 100", number -> isPercentage(number));

        private final String words;
        private final Predicate<BigDecimal> holds;

        Type(String words, Predicate<BigDecimal> holds) {
            this.words = words;
            this.holds = holds;
        }

        /** {@code integer-zero-or-positive} as in YAML, or DHIS2's own spelling. */
        static Optional<Type> named(String name) {
            String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
            return Set.of(values()).stream()
                    .filter(type -> type.name().equals(constant))
                    .findFirst();
        }

        private static boolean isWhole(BigDecimal number) {
            return number.stripTrailingZeros().scale() <= 0;
        }

        private static boolean isPercentage(BigDecimal number) {
            return number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(100)) <= 0;
        }
    }

    ValueType(Set<String> on, Type type) {
        super("P252", on);
        this.type = type;
    }

    @Override
    Optional<String> fault(String value) {
        return Numbers.read(value).filter(type.holds).isPresent()
                ? Optional.empty()
                : Optional.of(type.words + " is expected");
    }
}
