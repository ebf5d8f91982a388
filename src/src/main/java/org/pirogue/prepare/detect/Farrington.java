package org.pirogue.prepare.detect;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.MathArrays;

/**
 * The threshold of Farrington et al. without trend: the same time of earlier years, a few periods to each side, where counts of
 * past outbreaks weigh less. Farrington CP, Andrews NJ, Beale AD, Catchpole MA: A statistical algorithm for the early detection of
 * outbreaks of infectious disease. J R Stat Soc A 1996;159:547-63. Noufaily A, Enki DG, Farrington P, Garthwaite P, Andrews N,
 * Charlett A: An improved algorithm for outbreak detection in multiple surveillance systems. Stat Med 2013;32:1206-22. What R's
 * surveillance calls {@code farrington} with {@code trend = FALSE}, {@code powertrans = "2/3"}, twice this {@code alpha}, and a
 * {@code weightsThreshold} as here.
 *
 * <pre>{@code
 * n  baseline counts y(i), each of weight w(i) = 1:  m = sum(w y) / sum(w),  d = max(1, sum(w (y - m)² / m) / (n - 1))
 * residual   s(i) = 3/2 (y(i)^(2/3) m^(-1/6) - m^(1/2)) / sqrt(d (1 - 1/n))                        (Anscombe's)
 * weight     w(i) = g / s(i)² where s(i) > weightsAbove, else g;  g so that the weights add up to n;  m and d once more
 * threshold  u = m (1 + 2/3 z sqrt(d m + d m / n) / m)^(3/2),  z the (1 - alpha) quantile of the normal distribution
 * signal where y > u, and at least five cases came in this period and the three before
 * }</pre>
 *
 * A baseline without a case has the threshold 0. Half of the baseline at least must be known.
 */
public final class Farrington implements Method {
    private static final int FEW = 5;
    private static final int PERIODS = 4;

    private final int years;
    private final int halfWindow;
    private final double z;
    private final double weightsAbove;

    /**
     * @param years how many years back
     * @param halfWindow how many periods to each side
     * @param alpha how often a signal is to be expected where nothing happens
     * @param weightsAbove residual from which on a past count weighs less: 2.58 (Noufaily), 1 (Farrington); infinite for none
     */
    public Farrington(int years, int halfWindow, double alpha, double weightsAbove) {
        this.years = years;
        this.halfWindow = halfWindow;
        this.z = new NormalDistribution().inverseCumulativeProbability(1 - alpha);
        this.weightsAbove = weightsAbove;
    }

    /** What is expected, and how much wider than Poisson's its distribution is. */
    private record Fit(double mean, double dispersion) {
        static Fit of(double[] counts, double[] weights) {
            double mean = weighted(counts, weights) / StatUtils.sum(weights);
            double[] squares = Arrays.stream(counts)
                    .map(count -> (count - mean) * (count - mean) / mean)
                    .toArray();
            // Where no case came there is nothing to divide by, and nothing that spreads.
            return new Fit(mean, mean == 0 ? 1 : Math.max(1, weighted(squares, weights) / (counts.length - 1)));
        }

        private static double weighted(double[] values, double[] weights) {
            return MathArrays.linearCombination(values, weights);
        }

        double residual(double count, int n) {
            return 3.0
                    / 2
                    * (Math.pow(count, 2.0 / 3) * Math.pow(mean, -1.0 / 6) - Math.sqrt(mean))
                    / Math.sqrt(dispersion * (1 - 1.0 / n));
        }
    }

    @Override
    public String name() {
        return "farrington";
    }

    @Override
    public Optional<Judgement> judge(Series series, int at) {
        double[] baseline = series.known(series.sameTimeOfYear(at, years, halfWindow));
        if (2 * baseline.length < years * (2 * halfWindow + 1) || baseline.length < 2) {
            return Optional.empty();
        }
        Fit fit = fit(baseline);
        double threshold = threshold(fit, baseline.length);
        double count = series.counts()[at];
        double lately = StatUtils.sum(series.known(IntStream.rangeClosed(at - PERIODS + 1, at)));
        return Optional.of(new Judgement(fit.mean(), threshold, count > threshold && lately >= FEW));
    }

    private Fit fit(double[] counts) {
        double[] weights = new double[counts.length];
        Arrays.fill(weights, 1);
        Fit even = Fit.of(counts, weights);
        for (int i = 0; i < counts.length && even.mean() > 0; i++) {
            double residual = even.residual(counts[i], counts.length);
            weights[i] = residual > weightsAbove ? 1 / (residual * residual) : 1;
        }
        MathArrays.scaleInPlace(counts.length / StatUtils.sum(weights), weights);
        return Fit.of(counts, weights);
    }

    private double threshold(Fit fit, int n) {
        double mean = fit.mean();
        if (mean == 0) {
            return 0;
        }
        double spread = Math.sqrt(fit.dispersion() * mean + fit.dispersion() * mean / n);
        return mean * Math.pow(1 + 2.0 / 3.0 * z * spread / mean, 1.5);
    }
}
