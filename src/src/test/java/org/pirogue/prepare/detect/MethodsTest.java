package org.pirogue.prepare.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures by hand: the formula with the numbers of the case beside each. */
class MethodsTest {
    private static final Offset<Double> NEAR = within(1e-9);

    @Test
    void comparesWithTheSevenPeriodsBefore() {
        // Mean 3; deviation sqrt((1 + 1 + 0 + 0 + 1 + 1 + 0) / 6).
        Judgement c1 = judged(new Ears(Ears.Kind.C1, 3, 0.5), 2, 4, 3, 3, 2, 4, 3, 7);
        assertThat(c1.expected()).isEqualTo(3);
        assertThat(c1.threshold()).isCloseTo(3 + 3 * Math.sqrt(4.0 / 6), NEAR);
        assertThat(c1.signal()).isTrue();
    }

    @Test
    void leavesTwoPeriodsBetweenSoThatARiseDoesNotHideItself() {
        double[] rising = {2, 4, 3, 3, 2, 4, 3, 6, 8, 9};
        assertThat(judged(new Ears(Ears.Kind.C1, 3, 0.5), rising).signal()).isFalse();
        Judgement c2 = judged(new Ears(Ears.Kind.C2, 3, 0.5), rising);
        assertThat(c2.expected()).isEqualTo(3);
        assertThat(c2.signal()).isTrue();
    }

    @Test
    void addsUpWhatTwoPeriodsBeforeHadTooMuch() {
        // Baseline of the last one: 2 4 3 3 2 4 3, and of the two before as many periods of it as there are.
        double[] series = {3, 2, 4, 3, 3, 2, 4, 3, 5, 5, 5};
        double c2OfTheSecondLast = (5 - 3.0) / deviation(3, 2, 4, 3, 3, 2, 4);
        double c2OfTheThirdLast = (5 - 17.0 / 6) / deviation(3, 2, 4, 3, 3, 2);
        double rest = c2OfTheSecondLast - 1 + c2OfTheThirdLast - 1;
        Judgement c3 = judged(new Ears(Ears.Kind.C3, 2, 0.5), series);
        assertThat(c3.threshold()).isCloseTo(3 + deviation(2, 4, 3, 3, 2, 4, 3) * (3 - rest), NEAR);
        assertThat(c3.signal()).isTrue();
        assertThat(judged(new Ears(Ears.Kind.C2, 3, 0.5), series).signal()).isFalse();
    }

    @Test
    void aPeriodBelowItsMeanHidesNoRiseBehindIt() {
        // As above, but the period before had none: that counts as no excess, not as less than none.
        double[] series = {3, 2, 4, 3, 3, 2, 4, 3, 5, 0, 5};
        double rest = (5 - 17.0 / 6) / deviation(3, 2, 4, 3, 3, 2) - 1;
        assertThat(judged(new Ears(Ears.Kind.C3, 2, 0.5), series).threshold())
                .isCloseTo(3 + deviation(2, 4, 3, 3, 2, 4, 3) * (3 - rest), NEAR);
    }

    @Test
    void takesNoSingleCaseForAnOutbreakWhereNothingHappenedForWeeks() {
        assertThat(judged(new Ears(Ears.Kind.C1, 3, 0.5), 0, 0, 0, 0, 0, 0, 0, 1)
                        .signal())
                .isFalse();
        assertThat(judged(new Ears(Ears.Kind.C1, 3, 0.5), 0, 0, 0, 0, 0, 0, 0, 2)
                        .signal())
                .isTrue();
    }

    @Test
    void saysNothingWhereTooFewOfTheSevenAreKnown() {
        double none = Double.NaN;
        Series series = series(none, none, none, none, 2, 3, 2, 9);
        assertThat(new Ears(Ears.Kind.C1, 3, 0.5).judge(series, 7)).isEmpty();
        assertThat(new Ears(Ears.Kind.C1, 3, 0.5).judge(series(none, none, none, 2, 2, 3, 2, 9), 7))
                .isPresent();
    }

    @Test
    void holdsACountAgainstTheSameTimeOfEarlierYears() {
        // Two years of 52, a window of one: 4 6 8 and 5 7 6; mean 6, variance 2, so that the dispersion is 1.
        double[] counts = new double[3 * 52];
        set(counts, 9, 4, 6, 8);
        set(counts, 61, 5, 7, 6);
        counts[114] = 16;
        Judgement farrington = plain(2, 1).judge(series(counts), 114).orElseThrow();
        assertThat(farrington.expected()).isCloseTo(6, NEAR);
        double spread = Math.sqrt(6 + 6 / 6.0);
        assertThat(farrington.threshold())
                .isCloseTo(6 * Math.pow(1 + 2.0 / 3 * 2.3263478740408408 * spread / 6, 1.5), within(1e-6));
        assertThat(farrington.signal()).isTrue();
    }

    @Test
    void takesFourCasesInAMonthForNoOutbreakWhateverTheYearsBeforeSay() {
        double[] counts = new double[3 * 52];
        counts[114] = 4;
        assertThat(plain(2, 1).judge(series(counts), 114).orElseThrow().signal())
                .isFalse();
        counts[113] = 1;
        assertThat(plain(2, 1).judge(series(counts), 114).orElseThrow().signal())
                .isTrue();
    }

    @Test
    void aMonthIsThisPeriodAndTheThreeBefore() {
        double[] counts = new double[3 * 52];
        counts[114] = 4;
        counts[110] = 1;
        assertThat(plain(2, 1).judge(series(counts), 114).orElseThrow().signal())
                .as("one five periods ago")
                .isFalse();
        counts[111] = 1;
        assertThat(plain(2, 1).judge(series(counts), 114).orElseThrow().signal())
                .isTrue();
    }

    @Test
    void whereThereWasNeverACaseEachIsTooMany() {
        double[] counts = new double[3 * 52];
        counts[113] = 4;
        counts[114] = 1;
        Judgement farrington = plain(2, 1).judge(series(counts), 114).orElseThrow();
        assertThat(farrington.threshold()).isZero();
        assertThat(farrington.signal()).isTrue();
    }

    @Test
    void saysNothingWhereHalfOfTheYearsBeforeIsNotKnown() {
        double[] counts = new double[60];
        assertThat(plain(2, 1).judge(series(counts), 54)).isPresent();
        assertThat(plain(3, 1).judge(series(counts), 54)).isEmpty();
        assertThat(new Channel(3, 1, 75).judge(series(counts), 54)).isEmpty();
    }

    @Test
    void drawsTheChannelAtTheThirdQuartile() {
        double[] counts = new double[3 * 52];
        set(counts, 9, 4, 6, 8);
        set(counts, 61, 5, 7, 6);
        counts[114] = 7;
        // 4 5 6 6 7 8: between the fourth and the fifth, a quarter of the way from the fourth is 0.75 x 5 = 3.75.
        Judgement channel = new Channel(2, 1, 75).judge(series(counts), 114).orElseThrow();
        assertThat(channel.expected()).isEqualTo(6);
        assertThat(channel.threshold()).isCloseTo(6.75, NEAR);
        assertThat(channel.signal()).isTrue();
    }

    @Test
    void expectsTheMedianOfTheChannel() {
        double[] counts = new double[3 * 52];
        set(counts, 9, 1, 2, 4);
        set(counts, 61, 8, 9, 12);
        assertThat(new Channel(2, 1, 75)
                        .judge(series(counts), 114)
                        .orElseThrow()
                        .expected())
                .isEqualTo(6);
    }

    @Test
    void whatIsJustAtTheThresholdIsNoSignal() {
        double[] counts = new double[3 * 52];
        set(counts, 9, 5, 5, 5);
        set(counts, 61, 5, 5, 5);
        counts[114] = 5;
        Judgement channel = new Channel(2, 1, 75).judge(series(counts), 114).orElseThrow();
        assertThat(channel.threshold()).isEqualTo(5);
        assertThat(channel.signal()).isFalse();
    }

    private static Judgement judged(Method method, double... counts) {
        return method.judge(series(counts), counts.length - 1).orElseThrow();
    }

    /** Without trend and weights. */
    static Farrington plain(int years, int halfWindow) {
        return new Farrington(years, halfWindow, 0.01, false, Double.POSITIVE_INFINITY);
    }

    static Series series(double... counts) {
        return new Series(counts, (at, years) -> at - 52 * years);
    }

    private static void set(double[] counts, int from, double... values) {
        System.arraycopy(values, 0, counts, from, values.length);
    }

    private static double deviation(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares =
                Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
