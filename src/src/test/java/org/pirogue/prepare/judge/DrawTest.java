package org.pirogue.prepare.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.MemoryScratch;

class DrawTest {
    private static final String RULES = """
            seed: "S"
            unit: unit
            stratum: class
            strata:
              - {is: low, share: 0.25}
              - {is: high, probability: 0.6}
            """;

    /** {@code printf 'PBF-CIV-8417-2026Q3\\nCIV_A1' | sha256sum} says 983467a0…. */
    @Test
    void aNumberIsWhatAnyToolMakesOfSeedAndUnit() {
        DrawNumber number = DrawNumber.of("PBF-CIV-8417-2026Q3", List.of("CIV_A1"));
        assertThat(number.shown()).isEqualTo("983467a0");
        assertThat(number.order()).isEqualTo(Long.parseLong(number.hash().substring(0, 15), 16));
    }

    @Test
    void aProbabilityIsAPartOfAllNumbers() {
        DrawNumber half = new DrawNumber("80000000" + "0".repeat(56));
        assertThat(half.isBelow(new BigDecimal("0.5"))).isFalse();
        assertThat(half.isBelow(new BigDecimal("0.5000000003"))).isTrue();
        assertThat(new DrawNumber("f".repeat(64)).isBelow(BigDecimal.ONE)).isTrue();
        assertThat(new DrawNumber("0".repeat(64)).isBelow(BigDecimal.ZERO)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfRowsDoesNotMatterAndWhoComesChangesNobodyElsesNumber(long order) {
        List<Row> rows = rows(80);
        Set<String> drawn = drawn(rows);
        assertThat(drawn.stream().filter(unit -> unit.startsWith("low"))).hasSize(20);
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(order));
        assertThat(drawn(shuffled)).isEqualTo(drawn);
        Set<String> more = drawn(rows(81));
        assertThat(drawn.stream().filter(unit -> unit.startsWith("high"))).allMatch(more::contains);
    }

    @Test
    void aShareIsRoundedUp() {
        assertThat(drawn(List.of(row("low1", "low")))).containsExactly("low1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{seed: S, unit: unit, stratum: class, strata: [{is: low, share: 2}]}",
                "{seed: S, unit: unit, stratum: class, strata: [{is: low, number: 1.5}]}",
                "{seed: S, unit: unit, stratum: class, strata: [{is: low}]}",
                "{seed: S, unit: unit, stratum: class, strata: [{is: low, draw: all, share: 0.1}]}",
                "{seed: S, unit: unit, stratum: class, strata: [{is: low, draw: some}]}",
                "{seed: S, unit: unit, stratum: class, strata: [{is: low, draw: all}, {is: low, draw: all}]}",
                "{unit: unit, stratum: class, strata: [{is: low, draw: all}]}",
                "{seed: S, stratum: class, strata: []}"
            })
    void refusesRulesThatSayTooLittleOrTooMuch(String rules) {
        assertThatThrownBy(() -> Draw.read(new StringReader(rules), "draw.yaml"))
                .isInstanceOfSatisfying(Problems.class, all -> assertThat(all.all())
                        .allMatch(problem -> problem.code().equals("P660")));
    }

    private static List<Row> rows(int each) {
        return IntStream.range(0, each)
                .boxed()
                .flatMap(n -> List.of(row("low" + n, "low"), row("high" + n, "high")).stream())
                .toList();
    }

    private static Row row(String unit, String stratum) {
        return new Row(unit, Map.of("unit", unit, "class", stratum));
    }

    private static Set<String> drawn(List<Row> rows) {
        Iterator<Table.Part> parts =
                List.of(new Table.Part(rows, Tally.NONE, List.of())).iterator();
        Envelope envelope = new Envelope("flow", "test", 1, 1, Envelope.Mode.SYNC);
        Table table = new Table(envelope, List.of(Column.text("unit"), Column.text("class")), parts, () -> {});
        Set<String> drawn = new TreeSet<>();
        try (Table made = Draw.read(new StringReader(RULES), "draw.yaml").apply(table, MemoryScratch::new)) {
            made.parts()
                    .forEachRemaining(part -> drawn.addAll(part.rows().stream()
                            .filter(row -> row.value("drawn").equals("true"))
                            .map(row -> row.value("unit"))
                            .collect(Collectors.toSet())));
        }
        return drawn;
    }
}
