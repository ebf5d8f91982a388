package org.pirogue.prepare;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as DHIS2 writes them: text. Exact, and bounded, so that {@code 1e999999999} is no number. */
public final class Numbers {
    private static final int MOST_CHARACTERS = 64;
    private static final int MOST_DIGITS = 100;

    private Numbers() {}

    /** Empty for a text that is not a number. */
    public static Optional<BigDecimal> read(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(stripped);
            return Math.abs((long) number.scale()) > MOST_DIGITS ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** Without exponent and without zeros at the end: the same number is always the same text. */
    public static String write(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
