package org.pirogue.prepare.indicate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.Validity;

/**
 * One row of {@code indicators.csv}. Its value is numerator / denominator × factor, annualised × 365 / days of the period.
 * There is none where either side has none, or where the denominator is 0. Source: DHIS2,
 * {@code DefaultExpressionService.getIndicatorValueObject}, {@code IndicatorValue.getValue}.
 */
record Indicator(
        Cell target,
        Formula numerator,
        Formula denominator,
        BigDecimal factor,
        boolean annualized,
        int decimals,
        Validity validity) {
    private static final double DAYS_OF_A_YEAR = 365;

    Optional<String> value(Slice slice, Period period) {
        long days = period.lastDay().toEpochDay() - period.firstDay().toEpochDay() + 1;
        OptionalDouble below = denominator.value(slice.values(), days);
        OptionalDouble above = numerator.value(slice.values(), days);
        if (below.isEmpty() || above.isEmpty() || below.getAsDouble() == 0) {
            return Optional.empty();
        }
        double yearly = annualized ? DAYS_OF_A_YEAR / days : 1;
        double value = above.getAsDouble() * factor.doubleValue() * yearly / below.getAsDouble();
        return Double.isFinite(value)
                ? Optional.of(Numbers.write(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP)))
                : Optional.empty();
    }

    boolean uses(Cell cell) {
        return numerator.uses(cell) || denominator.uses(cell);
    }
}
