package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.pirogue.prepare.period.Period;

/**
 * P259: a number that leaves the mean of the periods just before it by more than a share (WHO's data quality review calls it
 * consistency over time, and flags a third).
 */
final class Trend extends PastCheck {
    private final int periods;
    private final BigDecimal share;

    /** @param periods how many periods before make the mean; all of them must have a number */
    Trend(Set<String> on, int periods, BigDecimal share) {
        super("P259", on);
        this.periods = periods;
        this.share = share;
    }

    @Override
    Optional<String> fault(Period period, BigDecimal value, SortedMap<Period, BigDecimal> past) {
        List<BigDecimal> before = List.copyOf(past.headMap(period).values());
        if (before.size() < periods) {
            return Optional.empty();
        }
        BigDecimal mean = before.subList(before.size() - periods, before.size()).stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(periods), MathContext.DECIMAL64);
        BigDecimal away = value.subtract(mean).abs();
        return mean.signum() > 0 && away.compareTo(mean.multiply(share)) > 0
                ? Optional.of("more than " + share.toPlainString() + " times away from "
                        + mean.round(new MathContext(4)).toPlainString() + ", the mean of the " + periods
                        + " periods before")
                : Optional.empty();
    }
}
