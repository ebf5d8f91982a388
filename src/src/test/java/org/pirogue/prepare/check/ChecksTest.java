package org.pirogue.prepare.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class ChecksTest {
    private static final Clock LAST_OF_JANUARY = Clock.fixed(Instant.parse("2026-01-31T22:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{check: numeric-value}                                  | many | P250",
                "{check: numeric-value}                                  | 5    |",
                "{check: negative-count}                                 | -1   | P251",
                "{check: negative-count}                                 | 0    |",
                "{check: negative-count}                                 | many |",
                "{check: value-type, type: integer}                      | 2.5  | P252",
                "{check: value-type, type: integer}                      | 2.0  |",
                "{check: value-type, type: integer-positive}             | 0    | P252",
                "{check: value-type, type: INTEGER_ZERO_OR_POSITIVE}     | 0    |",
                "{check: value-type, type: integer-zero-or-positive}     | -1   | P252",
                "{check: value-type, type: percentage}                   | 100  |",
                "{check: value-type, type: percentage}                   | 100.1 | P252",
                "{check: value-type, type: number}                       | x    | P252",
                "{check: range, min: 2, max: 4}                          | 1    | P253",
                "{check: range, min: 2, max: 4}                          | 4    |",
                "{check: range, min: 2}                                  | 400  |",
                "{check: maximum, max: 4}                                | 5    | P253",
                "{check: maximum, max: 4, on: [OTHER]}                   | 5    |",
                "{check: maximum, max: 4, on: TESTED}                    | 5    | P253",
                "{check: period-type, type: Weekly}                      | 5    | P255",
                "{check: period-type, type: Monthly}                     | 5    |"
            })
    void findsWhatItsNameSays(String check, String value, String code) {
        SliceBatch checked = checks("- " + check.strip()).apply(batch(slice("202501", "TESTED/X", value)));

        assertThat(codes(checked)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @CsvSource({"202601,1", "202512,0", "2026W5,1", "2026W4,0", "202602,1"})
    void holdsBackAPeriodThatHasNotEnded(String period, int findings) {
        SliceBatch checked = checks("- check: period-has-ended").apply(batch(slice(period, "A/X", "1", "A/Y", "2")));

        assertThat(checked.findings()).hasSize(findings);
        assertThat(checked.slices()).hasSize(1 - findings);
        assertThat(checked.tally()).isEqualTo(new Tally(2 - 2 * findings, 0, 0, 2 * findings, 0, 0));
    }

    @Test
    void comparesTwoElementsOptionByOption() {
        SliceBatch checked = checks("- {check: consistency, left: TESTED, operator: '>=', right: CONF}")
                .apply(batch(slice(
                        "202501", "TESTED/X", "4", "CONF/X", "5", "TESTED/Y", "10", "CONF/Y", "9", "TESTED/Z", "1")));

        assertThat(codes(checked)).containsExactly("P256");
        assertThat(checked.findings().get(0).cell()).isEqualTo(Cell.of("TESTED", "X"));
        assertThat(checked.slices().get(0).values()).hasSize(4).doesNotContainKey(Cell.of("TESTED", "X"));
    }

    @Test
    void believesNeitherOfTwoValuesOfOneCell() {
        SliceBatch checked = checks("- check: duplicate-cell")
                .apply(batch(slice("202501", "A/X", "1", "A/Y", "1"), slice("202501", "A/X", "2", "A/Y", "1")));

        assertThat(codes(checked)).containsExactly("P257");
        assertThat(checked.slices())
                .allSatisfy(slice -> assertThat(slice.values()).containsOnlyKeys(Cell.of("A", "Y")));
    }

    @Test
    void keepsAFlaggedValue() {
        SliceBatch batch = batch(slice("202501", "A/X", "-1"));
        SliceBatch checked =
                checks("- {check: negative-count, action: keep-and-flag}").apply(batch);

        assertThat(checked.slices()).isEqualTo(batch.slices());
        assertThat(checked.tally()).isEqualTo(batch.tally());
        assertThat(checked.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.text()).isEqualTo("'A/X' is '-1', a count cannot be negative. The value was kept.");
            assertThat(finding.place()).isEqualTo("quality.yaml, negative-count");
        });
    }

    @Test
    void doesNotShowAHeldBackValueToTheNextCheck() {
        SliceBatch checked =
                checks("- check: negative-count\n- {check: range, min: 0}").apply(batch(slice("202501", "A/X", "-1")));

        assertThat(codes(checked)).containsExactly("P251");
        assertThat(checked.slices()).isEmpty();
    }

    @Test
    void movesAHeldBackValueFromUsedToInvalidAndKeepsTheBalance() {
        SliceBatch batch = batch(slice("202501", "A/X", "-1", "A/Y", "2"));
        SliceBatch checked = checks("- check: negative-count").apply(batch);

        assertThat(checked.tally()).isEqualTo(new Tally(1, 0, 0, 1, 0, 0));
        assertThat(checked.tally().read()).isEqualTo(batch.tally().read());
    }

    @Test
    void movesNothingWhereTheRecordsWereCountedElsewhere() {
        SliceBatch batch = batch(slice("202501", "A/X", "-1"));
        SliceBatch counted = new SliceBatch(batch.envelope(), batch.scope(), batch.slices(), Tally.NONE, List.of());

        assertThat(checks("- check: negative-count").apply(counted).tally()).isEqualTo(Tally.NONE);
    }

    @Test
    void joinsChecksInOrderOrAllTogether() {
        Check negative = new NegativeCount(Set.of());
        Check range = new Range(Set.of(), BigDecimal.ZERO, null);
        List<Slice> slices = List.of(slice("202501", "A/X", "-1"));

        assertThat(Check.seq(negative, range).of(slices))
                .extracting(Finding::code)
                .containsExactly("P251");
        assertThat(Check.all(negative, range).of(slices))
                .extracting(Finding::code)
                .containsExactly("P251", "P253");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        String yaml = "- check: negative-cuont\n- {check: value-type}\n- {check: range, maximum: 3}\n"
                + "- {check: maximum, max: many}\n- {check: negative-count, action: drop}\n- {on: [A]}\n";

        assertThat(problems(yaml))
                .extracting(Problem::place, Problem::code)
                .containsExactly(
                        tuple("quality.yaml, check 1", "P241"),
                        tuple("quality.yaml, check 2", "P242"),
                        tuple("quality.yaml, check 3", "P242"),
                        tuple("quality.yaml, check 3", "P242"),
                        tuple("quality.yaml, check 4", "P242"),
                        tuple("quality.yaml, check 5", "P243"),
                        tuple("quality.yaml, check 6", "P241"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check: negative-count", "[", "text", "- {a: b"})
    void refusesWhatIsNoListOfChecks(String yaml) {
        assertThat(problems(yaml)).extracting(Problem::code).containsExactly("P240");
    }

    @Test
    void changesNothingWithoutChecks() {
        SliceBatch batch = batch(slice("202501", "A/X", "-1"));

        assertThat(checks("").apply(batch)).isEqualTo(batch);
    }

    private static Checks checks(String yaml) {
        return Checks.read(new StringReader(yaml), "quality.yaml", LAST_OF_JANUARY);
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(Problems.class, () -> checks(yaml)).all();
    }

    private static List<String> codes(SliceBatch batch) {
        return batch.findings().stream().map(Finding::code).toList();
    }

    private static SliceBatch batch(Slice... slices) {
        Envelope envelope = new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC);
        long values = Quarantine.valuesIn(List.of(slices));
        Scope scope = new Scope(slices[0].key().period(), new TreeSet<>(Set.of("A")));
        return new SliceBatch(envelope, scope, List.of(slices), new Tally(values, 0, 0, 0, 0, 0), new ArrayList<>());
    }

    private static Slice slice(String period, String... cellsAndValues) {
        TreeMap<Cell, String> values = new TreeMap<>();
        for (int i = 0; i < cellsAndValues.length; i += 2) {
            String[] cell = cellsAndValues[i].split("/");
            values.put(Cell.of(cell[0], cell[1]), cellsAndValues[i + 1]);
        }
        return new Slice(new SliceKey("", "A", period, ""), values);
    }
}
