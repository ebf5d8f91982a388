package org.pirogue.prepare.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.pirogue.batch.Column;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Slice;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.period.Period;

class ValueRulesTest {
    private static final Period WEEK = Period.parse("2026W3");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "CHO;cho;true",
                "CHO;MAL;false",
                "CHO|MAL;MAL;true",
                "<>CHO;MAL;true",
                "<>CHO;\"\";true",
                "<>CHO;CHO;false",
                "=;\"\";true",
                "=;x;false",
                "<>;x;true",
                "<>;\"\";false",
                "5;5.0;true",
                "<5;4;true",
                "<5;5;false",
                "<5;\"\";false",
                ">=5 and <15;5;true",
                ">=5 and <15;15;false",
                "<5|>=60;61;true",
                "<5|>=60;7;false",
                "<5;many;false",
                ">=2026-01-12;2026-01-12;true",
                ">=2026-01-12;2026-01-11;false",
                "=5;5;true"
            })
    void asksAsASpreadsheetDoes(String condition, String value, boolean holds) {
        Criterion criterion = Criterion.read("c", condition).orElseThrow();
        assertThat(criterion.holds(row("1", "c", value))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", ">=viel", "CHO|", "<5 and ", "|"})
    void refusesAConditionThatAsksNothing(String condition) {
        assertThat(Criterion.read("c", condition)).isEmpty();
    }

    @Test
    void saysAllThatIsWrongInTheRules() {
        assertThatThrownBy(
                        () -> rules(
                                "data_element,take,when disease,zero\nA,sum(cases),MAL,perhaps\nA,cases,CHO,\nB,most(cases),,\n-,,,\n"))
                .isInstanceOfSatisfying(Problems.class, problems -> {
                    assertThat(problems.all()).extracting(Problem::code).containsOnly("P710");
                    assertThat(problems.all())
                            .extracting(Problem::place)
                            .containsExactly("values.csv:2", "values.csv:3", "values.csv:4", "values.csv:5");
                });
    }

    @Test
    void aCellMayGoByOtherRulesInAnotherYear() {
        ValueRules rules = rules("data_element,take,valid_from,valid_to\nA,cases,,2025W52\nA,rows,2026W1,\n");
        assertThat(report(rules, row("1", "cases", "7")).slices(true).get(0).values())
                .containsEntry(new Cell("A", ""), "1");
    }

    @Test
    void refusesATableThatDoesNotFit() {
        ValueRules rules = rules(
                "data_element,take,when age,when disease\nA,sum(onset),,\nB,name,,\nC,rows,<5,\nD,distinct(name),,\nE,sum(none),,MAL\n");
        List<Column> columns = List.of(
                new Column("age", Column.Type.TEXT, false, ""),
                new Column("onset", Column.Type.DATE, false, ""),
                new Column("name", Column.Type.TEXT, true, ""));
        assertThatThrownBy(() -> rules.check(columns, Set.of("week")))
                .isInstanceOfSatisfying(Problems.class, problems -> {
                    assertThat(problems.all()).extracting(Problem::code).containsOnly("P711");
                    assertThat(problems.all())
                            .extracting(Problem::value)
                            .containsExactlyInAnyOrder("week", "disease", "none", "onset", "name", "age");
                });
    }

    @Test
    void aPersonalColumnMayBeCountedAndAddedUp() {
        ValueRules rules = rules("data_element,take,when sex\nA,distinct(name),F\nB,sum(dose),\nC,rows,M\n");
        List<Column> personal = List.of(
                new Column("name", Column.Type.TEXT, true, ""),
                new Column("sex", Column.Type.TEXT, true, ""),
                new Column("dose", Column.Type.NUMBER, true, ""));
        assertThatCode(() -> rules.check(personal, Set.of())).doesNotThrowAnyException();
    }

    @Test
    void aPersonalValueIsToldNowhere() {
        ValueRules rules = rules("data_element,take\nA,sum(dose)\n");
        Report report = new Report(rules, "U", WEEK, Set.of("dose"));
        report.add(row("list.csv:3", "dose", "Jean Ndayizeye"));
        assertThat(report.slices(true)).isEmpty();
        Finding finding = report.findings().get(0);
        assertThat(finding.code()).isEqualTo("P714");
        assertThat(finding.place()).isEqualTo("list.csv:3:dose");
        assertThat(finding.value()).isNull();
        assertThat(finding.toString()).doesNotContain("Ndayizeye");
    }

    @Test
    void rowsThatContradictEachOtherAreAllRefusedAndASecondOfOneIsADouble() {
        ValueRules rules = rules("data_element,take,when d\nA,cases,A\nB,cases,B\n");
        Report report = report(
                rules,
                row("1", "d", "A", "cases", "1"),
                row("2", "d", "A", "cases", "2"),
                row("3", "d", "B", "cases", "4"),
                row("4", "d", "B", "cases", "4.0"));
        assertThat(report.slices(true).get(0).values()).containsExactly(Map.entry(new Cell("B", ""), "4"));
        assertThat(report.findings()).extracting(Finding::place).containsExactly("1:cases", "2:cases");
        assertThat(report.moved()).isEqualTo(new Tally(-3, 0, 0, 2, 1, 0));
    }

    @Test
    void columnsAreAddedUpOfEachRowAndABadOneIsToldByItsOwnName() {
        ValueRules rules = rules("data_element,take\nA,sum(under + over)\n");
        Report report = report(
                rules,
                row("1", "under", "1", "over", "2"),
                row("2", "under", "4"),
                row("3", "under", "x", "over", "8"));
        assertThat(report.slices(true).get(0).values()).containsExactly(Map.entry(new Cell("A", ""), "15"));
        assertThat(report.findings()).extracting(Finding::place).containsExactly("3:under");
        assertThat(report.moved()).isEqualTo(Tally.NONE);
        assertThatThrownBy(() -> rules("data_element,take\nA,sum(under + )\n")).isInstanceOf(Problems.class);
    }

    @Test
    void noughtIsSaidOnlyWhereNoRowIsTakenAndAllWereUnderstood() {
        ValueRules rules =
                rules("data_element,take,when d,zero\nA,sum(cases),A,stated\nB,sum(cases),B,stated\nC,rows,C,\n");
        Report report = report(rules, row("1", "d", "A"));
        assertThat(report.slices(true).get(0).values()).containsExactly(Map.entry(new Cell("B", ""), "0"));
        assertThat(report(rules, row("1", "d", "A")).slices(false)).isEmpty();
    }

    /** Held against a sum that knows nothing of rules: it goes through the rows with plain comparisons. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void equalsAPlainSum(long seed) {
        Random random = new Random(seed);
        ValueRules rules = rules("""
                data_element,category_options,take,when disease,when age,zero
                CASES,LT5,sum(cases),MAL,<5,stated
                CASES,GE5,sum(cases),MAL,>=5,absent
                ROWS,,rows,MAL|CHO,,stated
                PERSONS,,distinct(id),<>MAL,,absent
                -,,,RAS,,
                """);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < random.nextInt(60); i++) {
            Map<String, String> values = new HashMap<>();
            values.put("disease", List.of("MAL", "CHO", "mal", "RAS").get(random.nextInt(4)));
            if (random.nextInt(5) > 0) {
                values.put("age", String.valueOf(random.nextInt(10)));
            }
            if (random.nextInt(6) > 0) {
                values.put("cases", random.nextInt(9) == 0 ? "x" : String.valueOf(random.nextInt(100)));
            }
            if (random.nextInt(4) > 0) {
                values.put("id", "p" + random.nextInt(7));
            }
            rows.add(new Row("row " + i, values));
        }
        Report report = new Report(rules, "U", WEEK, Set.of());
        long taken = 0;
        for (Row row : rows) {
            if (rules.fate(row, WEEK) == ValueRules.Fate.TAKEN) {
                report.add(row);
                taken++;
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (Slice slice : report.slices(true)) {
            slice.values().forEach((cell, value) -> found.put(cell.toString(), value));
        }
        assertThat(found).isEqualTo(plain(rows));
        Tally moved = report.moved();
        assertThat(moved.read()).isZero();
        assertThat(taken + moved.used()).isBetween(0L, taken);
    }

    private static Map<String, String> plain(List<Row> rows) {
        long under = 0;
        long over = 0;
        long counted = 0;
        boolean anyUnder = false;
        boolean underTaken = false;
        boolean anyOver = false;
        Set<String> persons = new TreeSet<>();
        for (Row row : rows) {
            boolean mal =
                    row.value("disease").equals("MAL") || row.value("disease").equals("mal");
            String age = row.value("age");
            String cases = row.value("cases");
            boolean number = !cases.isEmpty() && !cases.equals("x");
            if (mal && !age.isEmpty() && Integer.parseInt(age) < 5) {
                underTaken = true;
                under += number ? Integer.parseInt(cases) : 0;
                anyUnder |= number;
            }
            if (mal && !age.isEmpty() && Integer.parseInt(age) >= 5) {
                over += number ? Integer.parseInt(cases) : 0;
                anyOver |= number;
            }
            if (mal || row.value("disease").equals("CHO")) {
                counted++;
            }
            if (!mal && !row.value("id").isEmpty()) {
                persons.add(row.value("id"));
            }
        }
        Map<String, String> values = new TreeMap<>();
        if (anyUnder || !underTaken) {
            values.put("CASES/LT5", String.valueOf(under));
        }
        if (anyOver) {
            values.put("CASES/GE5", String.valueOf(over));
        }
        values.put("ROWS", String.valueOf(counted));
        if (!persons.isEmpty()) {
            values.put("PERSONS", String.valueOf(persons.size()));
        }
        return values;
    }

    private static ValueRules rules(String text) {
        return ValueRules.read(new StringReader(text), "values.csv");
    }

    private static Report report(ValueRules rules, Row... rows) {
        Report report = new Report(rules, "U", WEEK, Set.of());
        for (Row row : rows) {
            report.add(row);
        }
        return report;
    }

    private static Row row(String place, String... values) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            if (!values[i + 1].isEmpty()) {
                all.put(values[i], values[i + 1]);
            }
        }
        return new Row(place, all);
    }
}
