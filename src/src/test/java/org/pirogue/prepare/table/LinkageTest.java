package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Row;

/**
 * Somebody who knows of a person age, sex, village and the day that the person fell ill looks for the row among those that
 * were given away. What the attacker does shares nothing with the step.
 */
class LinkageTest {
    private static final int K = 5;
    private static final String RULES = "{recipient: eoc, others: drop, units: units.csv, columns: [\n"
            + "{column: age, do: groups, groups: [0, 5, 15, 50], then: [{do: groups, groups: [0, 15]}, drop]},\n"
            + "{column: sex, do: keep, values: [F, M], then: [{do: keep}, drop]},\n"
            + "{column: village, do: level, level: 3, then: [{do: level, level: 2}, {do: level, level: 1}]},\n"
            + "{column: onset, do: period, to: Monthly, then: [{do: period, to: Yearly}]},\n"
            + "{column: result, do: keep}],\n"
            + "anonymity: {quasi-identifiers: [age, sex, village, onset], k: " + K + ", below: generalise}}";
    private static final String OPEN = "{recipient: eoc, others: drop, anonymity: none, columns: ["
            + "{column: age, do: keep}, {column: sex, do: keep}, {column: village, do: keep},"
            + " {column: onset, do: keep}, {column: result, do: keep}]}";

    /** Villages v0 to v199, ten to a district, five districts to a province. */
    private static final Hierarchy UNITS = (unit, level) -> {
        int village = Integer.parseInt(unit.substring(1));
        return Optional.of(level == 3 ? "d" + village / 10 : level == 2 ? "p" + village / 50 : "BI");
    };

    private static List<Row> persons(int count, long seed) {
        Random random = new Random(seed);
        List<Row> persons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int age = (int) Math.min(95, Math.abs(random.nextGaussian() * 22));
            LocalDate onset = LocalDate.of(2025, 1, 1).plusDays((int) Math.abs(random.nextGaussian() * 200));
            int village = (int) Math.min(199, Math.abs(random.nextGaussian() * 60));
            persons.add(new Row(
                    "row " + i,
                    Map.of(
                            "age", String.valueOf(age),
                            "sex", random.nextInt(100) == 0 ? "?" : random.nextBoolean() ? "F" : "M",
                            "village", "v" + village,
                            "onset", onset.toString(),
                            "result", String.valueOf(i))));
        }
        return persons;
    }

    private static List<Row> given(String rules, List<Row> persons) {
        return Tables.whole(Anonymisation.read(new java.io.StringReader(rules), "anonymise.yaml")
                        .apply(
                                Tables.table(
                                        Tables.columns("age:integer, sex, village, onset:date, result"),
                                        persons,
                                        311,
                                        new AtomicInteger()),
                                any -> "secret",
                                UNITS,
                                MemoryScratch::new))
                .rows();
    }

    /** Whether a row that was given away can be that person's, for all that is known of the person. */
    private static boolean canBe(Row person, Row row) {
        int age = Integer.parseInt(person.value("age"));
        String village = person.value("village");
        String district = UNITS.ancestor(village, 3).orElseThrow();
        String province = UNITS.ancestor(village, 2).orElseThrow();
        String onset = person.value("onset");
        return holds(row.value("age"), age)
                && List.of("", person.value("sex")).contains(row.value("sex"))
                && List.of(village, district, province, "BI").contains(row.value("village"))
                && (row.value("onset").equals(onset)
                        || row.value("onset").equals(onset.substring(0, 7).replace("-", ""))
                        || row.value("onset").equals(onset.substring(0, 4)));
    }

    private static boolean holds(String group, int age) {
        if (group.isEmpty()) {
            return true;
        }
        String[] bounds = group.replace("+", "-999").split("-");
        return bounds.length == 1
                ? Integer.parseInt(group) == age
                : age >= Integer.parseInt(bounds[0]) && age <= Integer.parseInt(bounds[1]);
    }

    /** The best chance of naming a person's row: one of those that it can be, if it is among them at all. */
    private static double bestChance(List<Row> persons, List<Row> given) {
        double best = 0;
        for (Row person : persons) {
            long candidates = given.stream().filter(row -> canBe(person, row)).count();
            boolean there = given.stream()
                    .anyMatch(row -> canBe(person, row) && row.value("result").equals(person.value("result")));
            best = Math.max(best, there ? 1.0 / candidates : 0);
        }
        return best;
    }

    @Test
    void theAttackerNamesNobodyWithMoreThanOneInK() {
        List<Row> persons = persons(3_000, 42);
        List<Row> given = given(RULES, persons);
        assertThat(given).hasSizeGreaterThan(2_900);
        assertThat(bestChance(persons, given)).isGreaterThan(0).isLessThanOrEqualTo(1.0 / K);
    }

    @Test
    void theSameAttackNamesPersonsInTheListAsItWas() {
        List<Row> persons = persons(3_000, 42);
        assertThat(bestChance(persons, given(OPEN, persons))).isEqualTo(1.0);
    }

    @Property(tries = 60, seed = "4711")
    void everyClassThatIsGivenIsLargeEnoughAndNothingIsLost(
            @ForAll @IntRange(min = 0, max = 400) int count, @ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
        List<Row> persons = persons(count, seed);
        Tables.Whole left = Tables.whole(Anonymisation.read(new java.io.StringReader(RULES), "anonymise.yaml")
                .apply(
                        Tables.table(
                                Tables.columns("age:integer, sex, village, onset:date, result"),
                                persons,
                                50,
                                new AtomicInteger()),
                        any -> "secret",
                        UNITS,
                        MemoryScratch::new));
        Map<Map<String, String>, Long> classes = left.rows().stream()
                .map(row -> {
                    Map<String, String> known = new HashMap<>(row.values());
                    known.remove("result");
                    return known;
                })
                .collect(Collectors.groupingBy(known -> known, Collectors.counting()));
        assertThat(classes.values()).allMatch(size -> size >= K);
        assertThat(left.tally().used()).isEqualTo(left.rows().size());
        assertThat(left.tally().read()).isEqualTo(count);
    }
}
