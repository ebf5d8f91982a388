package org.pirogue.prepare.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How far a number lies from others of its kind. Each way gives a score without unit: 0 in the middle, and the larger the
 * more surprising. No score where the others do not vary: then nothing can be said.
 */
enum Spread {
    /** |x − mean| / s of the other values, s with n − 1 (Bessel). The classic three-sigma rule. */
    MEAN_SD("mean-sd", 3) {
        @Override
        OptionalDouble score(double value, double[] others) {
            return ratio(value - StatUtils.mean(others), new StandardDeviation().evaluate(others));
        }
    },
    /** 0.6745 · |x − median| / MAD of the other values (Iglewicz and Hoaglin 1993, who take 3.5 as the limit). */
    MEDIAN_MAD("median-mad", 3.5) {
        @Override
        OptionalDouble score(double value, double[] others) {
            double median = median(others);
            double[] away = Arrays.stream(others).map(x -> Math.abs(x - median)).toArray();
            return ratio(NORMAL * (value - median), median(away));
        }
    },
    /** Distance to the nearer quartile of the other values by the interquartile range (Tukey 1977, limit 1.5); 0 between them. */
    IQR("iqr", 1.5) {
        @Override
        OptionalDouble score(double value, double[] others) {
            double low = quantile(others, 25);
            double high = quantile(others, 75);
            return ratio(Math.max(0, Math.max(low - value, value - high)), high - low);
        }
    },
    /** As DHIS2's {@code Z_SCORE}: all values, this one among them, and the deviation of a population. */
    DHIS2_Z("z-score", 3) {
        @Override
        OptionalDouble score(double value, double[] others) {
            double[] all = with(value, others);
            return ratio(value - StatUtils.mean(all), population(all));
        }
    },
    /** As DHIS2's {@code MOD_Z_SCORE}: the median in place of the mean, but divided by the same standard deviation. */
    DHIS2_MODIFIED_Z("modified-z-score", 3) {
        @Override
        OptionalDouble score(double value, double[] others) {
            double[] all = with(value, others);
            return ratio(value - median(all), population(all));
        }
    };

    /** The third quartile of the standard normal distribution: makes the MAD comparable with a standard deviation. */
    private static final double NORMAL = 0.6745;

    private final String text;
    private final double limit;

    Spread(String text, double limit) {
        this.text = text;
        this.limit = limit;
    }

    /** @param others at least one */
    abstract OptionalDouble score(double value, double[] others);

    /** From which score on a value is an outlier, where nothing else is said. */
    double limit() {
        return limit;
    }

    String text() {
        return text;
    }

    static Optional<Spread> named(String text) {
        return Arrays.stream(values())
                .filter(spread -> spread.text.equals(text))
                .findFirst();
    }

    private static OptionalDouble ratio(double distance, double spread) {
        return spread > 0 ? OptionalDouble.of(Math.abs(distance) / spread) : OptionalDouble.empty();
    }

    private static double population(double[] all) {
        return new StandardDeviation(false).evaluate(all);
    }

    private static double median(double[] values) {
        return quantile(values, 50);
    }

    /** Linear between the neighbours: R's type 7, PostgreSQL's {@code percentile_cont}. */
    private static double quantile(double[] values, double percent) {
        return new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, percent);
    }

    private static double[] with(double value, double[] others) {
        double[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = value;
        return all;
    }
}
