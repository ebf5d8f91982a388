package org.pirogue.prepare.detect;

import java.util.Optional;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * The threshold of Farrington et al. without trend and without weights against past outbreaks: the same time of earlier years, a
 * few periods to each side. Farrington CP, Andrews NJ, Beale AD, Catchpole MA: A statistical algorithm for the early detection of
 * outbreaks of infectious disease. J R Stat Soc A 1996;159:547-63. What R's surveillance calls {@code algo.farrington} with
 * {@code trend = FALSE}, {@code reweight = FALSE}, {@code powertrans = "2/3"}.
 *
 * <pre>{@code
 * n   baseline counts y(i), expected  m = mean of y,  dispersion  d = max(1, s²/m),  s² their variance (divisor n - 1)
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

    /**
     * @param years how many years back
     * @param halfWindow how many periods to each side
     * @param alpha how often a signal is to be expected where nothing happens
     */
    public Farrington(int years, int halfWindow, double alpha) {
        this.years = years;
        this.halfWindow = halfWindow;
        this.z = new NormalDistribution().inverseCumulativeProbability(1 - alpha);
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
        double mean = StatUtils.mean(baseline);
        double threshold = threshold(mean, StatUtils.variance(baseline), baseline.length);
        double count = series.counts()[at];
        double lately = StatUtils.sum(series.known(java.util.stream.IntStream.rangeClosed(at - PERIODS + 1, at)));
        return Optional.of(new Judgement(mean, threshold, count > threshold && lately >= FEW));
    }

    private double threshold(double mean, double variance, int n) {
        if (mean == 0) {
            return 0;
        }
        double dispersion = Math.max(1, variance / mean);
        double spread = Math.sqrt(dispersion * mean + dispersion * mean / n);
        return mean * Math.pow(1 + 2.0 / 3.0 * z * spread / mean, 1.5);
    }
}
