package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.period.Period;

/** P258: a number far away from what the same cell had in the periods before. */
final class Outlier extends PastCheck {
    private final Spread spread;
    private final double limit;
    private final int periods;
    private final int least;
    private final @Nullable BigDecimal above;

    /**
     * @param limit the score from which on a value is an outlier
     * @param periods how many periods before are looked at, at most
     * @param least how many of them must have a number; with fewer nothing is said
     * @param above values up to this are never outliers: small counts jump; null for all
     */
    Outlier(Set<String> on, Spread spread, double limit, int periods, int least, @Nullable BigDecimal above) {
        super("P258", on);
        this.spread = spread;
        this.limit = limit;
        this.periods = periods;
        this.least = least;
        this.above = above;
    }

    @Override
    Optional<String> fault(Period period, BigDecimal value, SortedMap<Period, BigDecimal> past) {
        if (above != null && value.compareTo(above) <= 0) {
            return Optional.empty();
        }
        double[] others = last(past.headMap(period).values());
        if (others.length < least) {
            return Optional.empty();
        }
        OptionalDouble score = spread.score(value.doubleValue(), others);
        return score.isPresent() && score.getAsDouble() >= limit
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "far from the %d periods before: %s %.1f, the limit is %.1f",
                        others.length,
                        spread.text(),
                        score.getAsDouble(),
                        limit))
                : Optional.empty();
    }

    private double[] last(Collection<BigDecimal> before) {
        List<BigDecimal> all = List.copyOf(before);
        return all.subList(Math.max(0, all.size() - periods), all.size()).stream()
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
    }
}
