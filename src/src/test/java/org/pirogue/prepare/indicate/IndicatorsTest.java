package org.pirogue.prepare.indicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problems;

class IndicatorsTest {
    private static final String HEADER =
            "target_data_element,numerator,denominator,factor,annualized,decimals,valid_from,valid_to\n";

    private static Indicators indicators(String rows) {
        return Indicators.read(new StringReader(HEADER + rows), "indicators.csv");
    }

    private static SliceBatch batch(String period, Map<String, String> values) {
        TreeMap<Cell, String> cells = new TreeMap<>();
        values.forEach((name, value) -> cells.put(
                name.contains("/")
                        ? Cell.of(name.substring(0, name.indexOf('/')), name.substring(name.indexOf('/') + 1))
                        : Cell.of(name, ""),
                value));
        return new SliceBatch(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC),
                new Scope(period, new TreeSet<>(Set.of("A"))),
                List.of(new Slice(new SliceKey("", "A", period, ""), cells)),
                new Tally(values.size(), 0, 0, 0, 0, 0),
                List.of());
    }

    private static String value(String numerator, String denominator, Map<String, String> values) {
        SliceBatch given = batch("202601", values);
        SliceBatch result = indicators("I,\"" + numerator + "\",\"" + denominator + "\",,,4,,\n")
                .apply(given, false);
        return result.slices().isEmpty()
                ? "none"
                : result.slices().get(0).values().get(Cell.of("I", ""));
    }

    private static final Map<String, String> SOME =
            Map.of("POS/U5", "3", "POS/O5", "5", "TEST/U5", "10", "TEST/O5", "30", "B/M;U5", "7", "ZERO", "0");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#{POS} | #{TEST} | 0.2",
                "#{POS.U5} | #{TEST.U5} | 0.3",
                "#{B.U5;M} | 1 | 7",
                "#{POS.*} | 1 | 8",
                "#{POS} + #{NONE} | #{TEST} | 0.2",
                "(#{POS} - 2) * 3 ^ 2 | 1 | 54",
                "#{TEST} % 7 | 1 | 5",
                "if(#{POS} > 5 && !(#{TEST} <= 1), 10, 20) | 1 | 10",
                "if(isNull(#{NONE}), #{POS}, 1) | 1 | 8",
                "if(isNotNull(#{NONE}), 1, #{POS}) | 1 | 8",
                "firstNonNull(#{NONE}, #{POS.U5}) | 1 | 3",
                "greatest(#{POS.U5}, #{POS.O5}) - least(#{POS.U5}, #{POS.O5}) | 1 | 2",
                "log10(#{POS} * 125) | 1 | 3",
                "#{POS} | [days] | 0.2581",
                "#{POS} | #{ZERO} | none",
                "#{POS} | #{NONE} | none",
                "#{NONE} | #{TEST} | none",
                "#{NONE} + #{OTHER} + 5 | 1 | none",
                "5 | 2 | 2.5"
            })
    void meansWhatItMeansInDhis2(String numerator, String denominator, String expected) {
        assertThat(value(numerator, denominator, SOME)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N{abc}",
                "C{abc}",
                "R{abc.REPORTING_RATE}",
                "I{abc}",
                "D{abc.def}",
                "A{abc.def}",
                "OUG{abc}",
                "#{A.B.C}",
                "#{}",
                "#{A}.periodOffset(-1)",
                "#{A}.aggregationType(avg)",
                "subExpression(#{A})",
                "#{A} +",
                "d2:daysBetween(1,2)",
                "V{event_date}",
                "#{A",
                "'text'"
            })
    void refusesByNameWhatNeedsMoreThanASlice(String formula) {
        assertThatThrownBy(() -> indicators("I,\"" + formula + "\",1,,,,,\n"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting("code")
                        .containsExactly("P526"));
    }

    @Test
    void annualisesByTheDaysOfThePeriod() {
        SliceBatch result = indicators("I,#{DEATHS},#{POP},1000,yes,3,,\n")
                .apply(batch("202602", Map.of("DEATHS", "2", "POP", "9000")), false);
        // 2 / 9000 × 1000 × 365 / 28
        assertThat(result.slices().get(0).values()).containsEntry(Cell.of("I", ""), "2.897");
    }

    @Test
    void aRowHoldsForItsPeriodsAndTheInputsGoOnWhereTheyAreAskedFor() {
        Indicators indicators = indicators("I,#{A},1,,,,202601,202603\n");
        assertThat(indicators.apply(batch("202604", Map.of("A", "1")), false).slices())
                .isEmpty();
        assertThat(indicators
                        .apply(batch("202603", Map.of("A", "1")), true)
                        .slices()
                        .get(0)
                        .values())
                .containsOnlyKeys(Cell.of("A", ""), Cell.of("I", ""));
    }

    @Test
    void aTextCountsAsMissingAndIsSaid() {
        SliceBatch result = indicators("I,#{A}+#{B},1,,,,,\n").apply(batch("202601", Map.of("A", "x", "B", "2")), true);
        assertThat(result.slices().get(0).values()).isEqualTo(Map.of(Cell.of("B", ""), "2", Cell.of("I", ""), "2"));
        assertThat(result.findings()).extracting(Finding::code).containsExactly("P535");
        assertThat(result.tally()).isEqualTo(new Tally(1, 0, 0, 1, 0, 0));
    }

    @Test
    void refusesTheWholeTableWithAllThatIsWrong() {
        assertThatThrownBy(() -> indicators("I,#{A},1,much,,,,\nI,#{A},1,,perhaps,,,\nI,#{A,,,,12,,\n"))
                .isInstanceOfSatisfying(
                        Problems.class, problems -> assertThat(problems.all()).hasSizeGreaterThan(3));
    }

    /** A rate over added counts is not the mean of rates: held against sums made another way. */
    @Test
    void aRateOfSumsIsTheSumOfNumeratorsByTheSumOfDenominators() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            Map<String, String> values = new TreeMap<>();
            List<Integer> above = new ArrayList<>();
            List<Integer> below = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                below.add(1 + random.nextInt(50));
                above.add(random.nextInt(below.get(i) + 1));
                values.put("N/O" + i, String.valueOf(above.get(i)));
                values.put("D/O" + i, String.valueOf(below.get(i)));
            }
            double expected = 1.0
                    * above.stream().mapToInt(Integer::intValue).sum()
                    / below.stream().mapToInt(Integer::intValue).sum();
            assertThat(Double.parseDouble(value("#{N}", "#{D}", values)))
                    .as("seed " + seed)
                    .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.00005));
        }
    }
}
