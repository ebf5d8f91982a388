package org.pirogue.prepare.detect;

import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;

/**
 * The Early Aberration Reporting System's C1, C2 and C3: a count against mean {@code m} and standard deviation {@code s} (of a
 * sample, divisor n - 1) of seven periods shortly before. Hutwagner L, Thompson W, Seeman GM, Treadwell T: The bioterrorism
 * preparedness and response Early Aberration Reporting System (EARS). J Urban Health 2003;80(2 Suppl 1):i89-96. Fricker RD,
 * Hegler BL, Dunfee DA: Comparing syndromic surveillance detection methods: EARS' versus a CUSUM-based methodology. Stat Med
 * 2008;27:3407-29.
 *
 * <pre>{@code
 * C1  periods t-7 … t-1   signal where  y > m + z s                       z 3
 * C2  periods t-9 … t-3   signal where  y > m + z s                       z 3
 * C3  periods t-9 … t-3   signal where  y > m + s (1 + z - r)             z 2
 *     r = max(0, C2(t-1) - 1) + max(0, C2(t-2) - 1),  C2(i) = (y(i) - m(i)) / s(i)
 * }</pre>
 *
 * C3 is the sum of max(0, C2 - 1) over three periods, more than z, but for the present period's term, which may be negative here:
 * a period without a rise gives no signal because of those before it. A deviation below {@code leastDeviation} counts as that: where
 * nothing happened for weeks, one case is no outbreak.
 */
public final class Ears implements Method {
    private static final int BASELINE = 7;
    private static final int LAG = 2;
    /** Of the seven, so many must be known. */
    private static final int LEAST = 4;

    private final Kind kind;
    private final double z;
    private final double leastDeviation;

    public enum Kind {
        C1(3),
        C2(3),
        C3(2);

        private final double z;

        Kind(double z) {
            this.z = z;
        }

        public double z() {
            return z;
        }
    }

    /** @param z how many deviations are too many */
    public Ears(Kind kind, double z, double leastDeviation) {
        this.kind = kind;
        this.z = z;
        this.leastDeviation = leastDeviation;
    }

    private record Baseline(double mean, double deviation) {
        /** How many deviations a count lies above one of them. */
        double excess(double count) {
            return Math.max(0, (count - mean) / deviation - 1);
        }
    }

    @Override
    public String name() {
        return "ears-" + kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Optional<Judgement> judge(Series series, int at) {
        return baseline(series, at).map(now -> {
            double deviations = kind == Kind.C3 ? 1 + z - before(series, at - 1) - before(series, at - 2) : z;
            return Judgement.of(series.counts()[at], now.mean(), now.mean() + deviations * now.deviation());
        });
    }

    private double before(Series series, int at) {
        return series.isKnown(at)
                ? baseline(series, at)
                        .map(then -> then.excess(series.counts()[at]))
                        .orElse(0.0)
                : 0;
    }

    private Optional<Baseline> baseline(Series series, int at) {
        int end = kind == Kind.C1 ? at : at - LAG;
        double[] counts = series.known(IntStream.range(end - BASELINE, end));
        if (counts.length < LEAST) {
            return Optional.empty();
        }
        double deviation = Math.sqrt(StatUtils.variance(counts));
        return Optional.of(new Baseline(StatUtils.mean(counts), Math.max(deviation, leastDeviation)));
    }
}
