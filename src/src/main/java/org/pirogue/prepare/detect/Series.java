package org.pirogue.prepare.detect;

import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * Counts of successive periods.
 *
 * @param counts one a period; {@link Double#NaN} where nobody reported
 * @param yearsBefore place of the same time of an earlier year, by a place and the number of years; negative where it lies
 *     before the first count
 */
public record Series(double[] counts, IntBinaryOperator yearsBefore) {

    /** Counts of some periods, those that are known, in their order. */
    double[] known(IntStream places) {
        return places.filter(this::isKnown).mapToDouble(at -> counts[at]).toArray();
    }

    boolean isKnown(int at) {
        return at >= 0 && at < counts.length && !Double.isNaN(counts[at]);
    }

    /**
     * Periods around the same time of earlier years.
     *
     * @param halfWindow how many to each side
     */
    IntStream sameTimeOfYear(int at, int years, int halfWindow) {
        return IntStream.rangeClosed(1, years).boxed().flatMapToInt(year -> {
            int then = yearsBefore.applyAsInt(at, year);
            return IntStream.rangeClosed(then - halfWindow, then + halfWindow);
        });
    }
}
