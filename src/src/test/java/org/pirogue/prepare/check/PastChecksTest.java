package org.pirogue.prepare.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.period.Period;

/** Checks that hold a value against its own past. The expected scores were computed with Python's statistics module. */
class PastChecksTest {
    private static final Cell CONF = new Cell("CONF", "");
    private static final double[] YEAR = {10, 12, 11, 13, 12, 11, 10, 12, 13, 11, 12, 11};

    @ParameterizedTest
    @CsvSource({"mean-sd, 28.5", "median-mad, 38.4465", "iqr, 28", "z-score, 3.4390", "modified-z-score, 3.6602"})
    void scoresAsAnIndependentCalculationDoes(String method, double expected) {
        double score = Spread.named(method).orElseThrow().score(40, YEAR).orElseThrow();

        assertThat(score).isEqualTo(expected, within(1e-4));
    }

    @Test
    void saysNothingWhereTheOthersDoNotVary() {
        for (Spread spread : Spread.values()) {
            assertThat(spread.score(7, new double[] {7, 7, 7}))
                    .as(spread.text())
                    .isEmpty();
        }
    }

    @Property(seed = "2026")
    void theOrderOfTheOthersDoesNotMatter(@ForAll @Size(min = 3, max = 24) List<@IntRange(max = 500) Integer> others) {
        double[] given = others.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] sorted = IntStream.range(0, given.length)
                .mapToDouble(i -> given[i])
                .sorted()
                .toArray();
        for (Spread spread : Spread.values()) {
            double one = spread.score(50, given).orElse(-1);
            assertThat(spread.score(50, sorted).orElse(-1)).as(spread.text()).isEqualTo(one, within(1e-9));
        }
    }

    @Test
    void flagsAFigureWithAZeroTooMuch() {
        SliceBatch checked = check("[{check: outlier, method: median-mad, action: keep-and-flag}]", "120");

        assertThat(checked.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P258");
            assertThat(finding.kept()).isTrue();
            assertThat(finding.text()).contains("'CONF' is '120'", "12 periods before", "median-mad", "3.5");
        });
        assertThat(value(checked)).isEqualTo("120");
    }

    @Test
    void leavesSmallCountsAloneWhereToldTo() {
        assertThat(check("[{check: outlier, method: median-mad, above: 200}]", "120")
                        .findings())
                .isEmpty();
    }

    @Test
    void saysNothingOfAFacilityWithTooShortAPast() {
        assertThat(check("[{check: outlier, method: iqr, at-least: 13}]", "120").findings())
                .isEmpty();
    }

    @Test
    void findsWhatLeavesTheMeanOfTheMonthsBefore() {
        assertThat(check("[{check: trend, share: 0.33}]", "16").findings())
                .extracting(Finding::code)
                .containsExactly("P259");
        assertThat(check("[{check: trend, share: 0.33}]", "15").findings()).isEmpty();
    }

    @Test
    void replacesAFoundValueByTheMeanOfItsNeighbours() {
        SliceBatch checked = check("[{check: outlier, method: median-mad, action: impute}]", "120");

        // December 2025 had 11, February 2026 has 14: 12.5, rounded up.
        assertThat(value(checked)).isEqualTo("13");
        assertThat(checked.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.value()).isEqualTo("120");
            assertThat(finding.kept()).isTrue();
            assertThat(finding.text()).endsWith("It was replaced by the estimate 13.");
        });
    }

    @Test
    void holdsBackWhatHasNoEstimate() {
        History past = (slice, cell) -> history(false);
        SliceBatch checked =
                checks("[{check: maximum, max: 100, action: impute}]").apply(batch("120", "202606"), past);

        assertThat(checked.slices()).isEmpty();
        assertThat(checked.findings()).singleElement().satisfies(finding -> assertThat(finding.kept())
                .isFalse());
        assertThat(checked.tally().invalid()).isEqualTo(1);
    }

    private static SliceBatch check(String yaml, String value) {
        return checks(yaml).apply(batch(value, "202601"), (slice, cell) -> history(true));
    }

    private static Checks checks(String yaml) {
        return Checks.read(new StringReader(yaml), "quality.yaml", Clock.systemUTC());
    }

    private static SliceBatch batch(String value, String period) {
        SliceKey key = new SliceKey("DS", "FOSA_1", period, "");
        TreeMap<Cell, String> values = new TreeMap<>();
        values.put(CONF, value);
        return new SliceBatch(
                new Envelope("flow", "workspace", 1, 1, Envelope.Mode.SYNC),
                new Scope(period, new TreeSet<>(List.of("FOSA_1"))),
                List.of(new Slice(key, values)),
                new Tally(1, 0, 0, 0, 0, 0),
                List.of());
    }

    /** The twelve months of 2025, and February 2026 where wanted. */
    private static SortedMap<Period, BigDecimal> history(boolean later) {
        TreeMap<Period, BigDecimal> past = new TreeMap<>();
        for (int month = 1; month <= 12; month++) {
            past.put(Period.parse("2025%02d".formatted(month)), BigDecimal.valueOf(YEAR[month - 1]));
        }
        if (later) {
            past.put(Period.parse("202602"), BigDecimal.valueOf(14));
        }
        return past;
    }

    private static String value(SliceBatch batch) {
        return batch.slices().get(0).values().get(CONF);
    }
}
