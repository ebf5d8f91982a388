package org.pirogue.prepare.detect;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.MathArrays;

/**
 * The threshold of Farrington et al.: the same time of earlier years, a few periods to each side, by a Poisson regression with
 * dispersion. Farrington CP, Andrews NJ, Beale AD, Catchpole MA: A statistical algorithm for the early detection of outbreaks of
 * infectious disease. J R Stat Soc A 1996;159:547-63. What R's surveillance calls {@code algo.farrington} with
 * {@code powertrans = "2/3"}, {@code limit54 = c(5, 4)} and {@code alpha} twice ours, since that is of two sides; with the weights of
 * Noufaily A, Enki DG, Farrington P, Garthwaite P, Andrews N, Charlett A: An improved algorithm for outbreak detection in multiple
 * surveillance systems. Stat Med 2013;32:1206-22.
 *
 * <pre>{@code
 * n   baseline counts y(i), their means m(i) by the regression, m what it expects now, v the variance of that for dispersion 1,
 *     dispersion  d = max(1, sum of w(i) (y(i) - m(i))² / m(i), over n - parameters)
 * threshold  u = (m^(2/3) + 2/3 z sqrt(m^(1/3) (d + d v / m)))^(3/2),  z the (1 - alpha) quantile of the normal distribution
 * signal where y > u, and at least five cases came in this period and the three before
 * trend      with three years and more, where chance alone makes one as strong in less than 5 of 100 and m is no more than the
 *            largest of the baseline; otherwise the regression is without
 * weights    w(i) = g where Anscombe's standardised residual r(i) <= weightsAbove, otherwise g / r(i)²; g such that they add up to n. So an
 *            outbreak of an earlier year does not hide one of this year
 * }</pre>
 *
 * A baseline without a case has the threshold 0. Half of the baseline at least must be known.
 */
public final class Farrington implements Method {
    private static final int FEW = 5;
    private static final int PERIODS = 4;
    private static final int YEARS_OF_A_TREND = 3;
    private static final double BY_CHANCE = 0.05;

    private final int years;
    private final int halfWindow;
    private final double z;
    private final boolean trend;
    private final double weightsAbove;

    /**
     * @param years how many years back
     * @param halfWindow how many periods to each side
     * @param alpha how often a signal is to be expected where nothing happens
     * @param trend whether one over the years is looked for
     * @param weightsAbove residual from which on a past count weighs less: 2.58 (Noufaily), 1 (Farrington); infinite for none
     */
    public Farrington(int years, int halfWindow, double alpha, boolean trend, double weightsAbove) {
        this.years = years;
        this.halfWindow = halfWindow;
        this.z = new NormalDistribution().inverseCumulativeProbability(1 - alpha);
        this.trend = trend && years >= YEARS_OF_A_TREND;
        this.weightsAbove = weightsAbove;
    }

    @Override
    public String name() {
        return "farrington";
    }

    @Override
    public Optional<Judgement> judge(Series series, int at) {
        int[] places = series.sameTimeOfYear(at, years, halfWindow)
                .filter(series::isKnown)
                .toArray();
        if (2 * places.length < years * (2 * halfWindow + 1) || places.length < 2) {
            return Optional.empty();
        }
        double[] counts = series.known(Arrays.stream(places));
        double[] times = Arrays.stream(places).mapToDouble(place -> place - at).toArray();
        double count = series.counts()[at];
        double lately = StatUtils.sum(series.known(IntStream.rangeClosed(at - PERIODS + 1, at)));
        return limit(times, counts)
                .map(limit -> new Judgement(limit.expected, limit.most, count > limit.most && lately >= FEW));
    }

    private record Limit(double expected, double most) {}

    private Optional<Limit> limit(double[] times, double[] counts) {
        if (StatUtils.max(counts) == 0) {
            return Optional.of(new Limit(0, 0));
        }
        return (trend
                        ? fit(times, counts, true).filter(fit -> isBelievable(fit, counts))
                        : Optional.<PoissonFit>empty())
                .or(() -> fit(times, counts, false))
                .map(this::limit);
    }

    private static boolean isBelievable(PoissonFit fit, double[] counts) {
        return fit.trendByChance() < BY_CHANCE && fit.expected() <= StatUtils.max(counts);
    }

    private Optional<PoissonFit> fit(double[] times, double[] counts, boolean withTrend) {
        double[] alike = new double[counts.length];
        Arrays.fill(alike, 1);
        return PoissonFit.of(times, counts, alike, withTrend)
                .flatMap(first -> PoissonFit.of(times, counts, weights(first), withTrend));
    }

    private double[] weights(PoissonFit fit) {
        double[] weights = Arrays.stream(fit.residuals(Math.max(1, fit.dispersion())))
                .map(residual -> residual > weightsAbove ? 1 / (residual * residual) : 1)
                .toArray();
        return MathArrays.scale(weights.length / StatUtils.sum(weights), weights);
    }

    private Limit limit(PoissonFit fit) {
        double mean = fit.expected();
        double dispersion = Math.max(1, fit.dispersion());
        double spread = Math.sqrt(Math.cbrt(mean) * dispersion * (1 + fit.variance() / mean));
        return new Limit(mean, Math.pow(Math.cbrt(mean * mean) + 2.0 / 3 * z * spread, 1.5));
    }
}
