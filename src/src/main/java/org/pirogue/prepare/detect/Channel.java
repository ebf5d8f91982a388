package org.pirogue.prepare.detect;

import java.util.Optional;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The endemic channel: a count against a percentile of the same time of earlier years, a few periods to each side; expected is
 * their median. The third quartile is what WHO's field guides draw as the upper limit. Percentiles by linear interpolation
 * between order statistics (type 7 of Hyndman RJ, Fan Y: Sample quantiles in statistical packages. Am Stat 1996;50:361-5). Half of
 * the baseline at least must be known.
 */
public final class Channel implements Method {
    private static final double MEDIAN = 50;

    private final int years;
    private final int halfWindow;
    private final double percentile;

    /** @param percentile 75 for the third quartile */
    public Channel(int years, int halfWindow, double percentile) {
        this.years = years;
        this.halfWindow = halfWindow;
        this.percentile = percentile;
    }

    @Override
    public String name() {
        return "channel";
    }

    @Override
    public Optional<Judgement> judge(Series series, int at) {
        double[] baseline = series.known(series.sameTimeOfYear(at, years, halfWindow));
        if (2 * baseline.length < years * (2 * halfWindow + 1)) {
            return Optional.empty();
        }
        Percentile ranks = new Percentile().withEstimationType(EstimationType.R_7);
        return Optional.of(Judgement.of(
                series.counts()[at], ranks.evaluate(baseline, MEDIAN), ranks.evaluate(baseline, percentile)));
    }
}
