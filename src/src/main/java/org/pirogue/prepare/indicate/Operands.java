package org.pirogue.prepare.indicate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.Numbers;

/**
 * The values of one slice as one side of an indicator sees them, with the count that decides whether the side has a value at
 * all: a missing operand is 0 unless all are missing. Source: DHIS2, {@code DefaultExpressionService.getIndicatorValueObject},
 * which evaluates numerator and denominator with {@code SKIP_IF_ALL_VALUES_MISSING}.
 */
final class Operands {
    private final SortedMap<Cell, String> values;
    private final long days;
    private int asked;
    private int found;

    Operands(SortedMap<Cell, String> values, long days) {
        this.values = values;
        this.days = days;
    }

    /** Of one cell, or where options is null of the data element in all its options together. Texts are no values. */
    @Nullable
    Double value(String dataElement, @Nullable String options) {
        if (options != null) {
            return number(values.get(new Cell(dataElement, options)));
        }
        Optional<BigDecimal> sum =
                values.subMap(new Cell(dataElement, ""), new Cell(dataElement + "\0", "")).entrySet().stream()
                        .map(Map.Entry::getValue)
                        .flatMap(text -> Numbers.read(text).stream())
                        .reduce(BigDecimal::add);
        return sum.map(BigDecimal::doubleValue).orElse(null);
    }

    double orZero(@Nullable Double value) {
        asked++;
        found += value == null ? 0 : 1;
        return value == null ? 0 : value;
    }

    boolean allMissing() {
        return asked > 0 && found == 0;
    }

    long days() {
        return days;
    }

    private static @Nullable Double number(@Nullable String text) {
        return text == null
                ? null
                : Numbers.read(text).map(BigDecimal::doubleValue).orElse(null);
    }
}
