package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class DeduplicationTest {
    private static Deduplication rules(String yaml) {
        return Deduplication.read(new StringReader(yaml), "deduplicate.yaml");
    }

    private static Tables.Whole applied(String yaml, Table table) {
        return Tables.whole(rules(yaml).apply(table, MemoryScratch::new));
    }

    @Test
    void keepsTheFirstAcrossPartsInTheOrderOfTheSource() {
        Tables.Whole left =
                applied("by: [id]", Tables.table("id, seen", "c|1", "a|2", "b|3", "a|4", "c|5", "c|6", "d|7"));
        assertThat(left.lines()).containsExactly("c|1", "a|2", "b|3", "d|7");
        assertThat(left.tally()).isEqualTo(new Tally(4, 0, 0, 0, 3, 0));
        assertThat(left.findings())
                .extracting(Finding::place, Finding::kept)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("row 4", true),
                        org.assertj.core.groups.Tuple.tuple("row 5", true),
                        org.assertj.core.groups.Tuple.tuple("row 6", true));
    }

    @Test
    void namesTheRowThatWasKeptAndNoValue() {
        Tables.Whole left = applied("by: [name]", Tables.table("name!", "Alice", "Alice"));
        assertThat(left.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P663");
            assertThat(finding.text()).contains("row 1").doesNotContain("Alice");
        });
    }

    @Test
    void comparesNamesAndDatesAsDeclared() {
        String yaml = "by: [{column: name, normal: [case, accents, spaces]}, {column: born, normal: [date]}]";
        Tables.Whole left = applied(
                yaml,
                Tables.table(
                        "name, born",
                        "Aimé  NDAYIZEYE|2020-03-05",
                        "aime ndayizeye|5/3/2020",
                        "Aimé Ndayizeye|2020-05-03"));
        assertThat(left.places()).containsExactly("row 1", "row 3");
    }

    @Test
    void comparesBySoundAndInAnyOrderOfWordsWhereItIsDeclared() {
        String yaml = "by: [{column: name, normal: [accents, case, words, phonetic]}]";
        Tables.Whole left = applied(
                yaml,
                Tables.table("name", "Niyonkuru Filipe", "Philippe Niyonkuru", "Philippe Nkurunziza", "ቤተ", "ቤት"));
        assertThat(left.places()).containsExactly("row 1", "row 3", "row 4", "row 5");
    }

    @Test
    void keepsTheNewestByADateAndOfTwoOfOneDayTheLater() {
        String yaml = "{by: [id], keep: newest, newest-by: on}";
        Tables.Whole left = applied(
                yaml,
                Tables.table(
                        "id, on:date, x",
                        "a|2026-01-09|1",
                        "a|2026-01-10|2",
                        "a|2026-01-10|3",
                        "a||4",
                        "b||5",
                        "b||6"));
        assertThat(left.lines()).containsExactly("a|2026-01-10|3", "b||6");
    }

    @Test
    void numbersAreCompared() {
        String yaml = "{by: [id], keep: newest, newest-by: version}";
        assertThat(applied(yaml, Tables.table("id, version:integer", "a|9", "a|10", "a|-3"))
                        .lines())
                .containsExactly("a|10");
    }

    @Test
    void keepsTheMostCompleteAndFillsItFromTheOthers() {
        String yaml = "{by: [id], keep: most-complete, merge: true}";
        Tables.Whole left =
                applied(yaml, Tables.table("id, a, b, c, d", "x|1||3|", "x|9|2|3|", "x||7||8", "y||||", "z|1|1|1|1"));
        assertThat(left.lines()).containsExactly("x|9|2|3|8", "y||||", "z|1|1|1|1");
        assertThat(left.places()).containsExactly("row 2", "row 4", "row 5");
    }

    @Test
    void fillsOnlyTheNamedColumnsAndFromTheNewestThatHasThem() {
        String yaml = "{by: [id], keep: newest, newest-by: on, merge: [phone]}";
        Tables.Whole left = applied(
                yaml,
                Tables.table(
                        "id, on:date, phone, note",
                        "a|2026-01-01|111|old",
                        "a|2026-01-03||",
                        "a|2026-01-02|222|newer"));
        assertThat(left.lines()).containsExactly("a|2026-01-03|222|");
    }

    @Test
    void aRowWithoutAnIdentityIsNobodysDouble() {
        Tables.Whole left =
                applied("by: [id, sex]", Tables.table("id, sex, n", "|F|1", "|F|2", "a||3", "a||4", "a|F|5"));
        assertThat(left.lines()).containsExactly("|F|1", "|F|2", "a||3", "a||4", "a|F|5");
        assertThat(left.findings()).isEmpty();
    }

    @Test
    void aValueDoesNotReachIntoTheNext() {
        assertThat(applied("by: [a, b]", Tables.table("a, b", "x y|z", "x|y z")).rows())
                .hasSize(2);
    }

    @Test
    void listsAThousandAndCountsAll() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(new Row("row " + i, Map.of("id", "same")));
        }
        Tables.Whole left = applied("by: [id]", Tables.table(Tables.columns("id"), rows, 700, new AtomicInteger()));
        assertThat(left.rows()).hasSize(1);
        assertThat(left.tally()).isEqualTo(new Tally(1, 0, 0, 0, 4_999, 0));
        assertThat(left.findings()).hasSize(1_001);
        assertThat(left.findings().get(1_000).text()).contains("4999").contains("1000");
    }

    @Test
    void nothingIsOpenedBeforeTheFirstPartIsAskedForAndAllIsClosed() {
        AtomicInteger closed = new AtomicInteger();
        List<MemoryScratch> opened = new ArrayList<>();
        Table source = Tables.table(Tables.columns("id"), List.of(new Row("1", Map.of("id", "a"))), 1, closed);
        Table left = rules("by: [id]").apply(source, () -> {
            opened.add(new MemoryScratch());
            return opened.get(0);
        });
        assertThat(opened).isEmpty();
        assertThat(left.parts().hasNext()).isTrue();
        assertThat(opened).hasSize(1);
        left.close();
        assertThat(opened.get(0).isClosed()).isTrue();
        assertThat(closed).hasValue(1);
    }

    @Test
    void tellsEverythingThatIsWrongInTheRulesAtOnce() {
        assertThatThrownBy(() -> rules("{by: [{column: a, normal: [loud]}], keep: best, newest-by: b, mrege: true}"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::value)
                        .containsExactly("loud", "best", "b", "mrege"));
        assertThatThrownBy(() -> rules("keep: newest")).hasMessageContaining("2 problems");
        assertThatThrownBy(() -> rules("- by")).hasMessageContaining("P676");
        assertThatThrownBy(() -> rules("by: [")).hasMessageContaining("P676");
    }

    @Test
    void tellsEveryColumnThatTheTableLacks() {
        assertThatThrownBy(() ->
                        applied("{by: [id, nid], keep: newest, newest-by: on, merge: [tel]}", Tables.table("id", "1")))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::value)
                        .containsExactly("nid", "tel", "on"));
    }

    /** Against a map in memory. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheSameAsAMapWould(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        Map<String, Row> first = new LinkedHashMap<>();
        for (int i = 0; i < 3_000; i++) {
            String id = "p" + random.nextInt(1 + (int) seed * 400);
            Row row = new Row("row " + i, Map.of("id", id, "n", String.valueOf(i)));
            rows.add(row);
            first.putIfAbsent(id, row);
        }
        Table table = Tables.table(Tables.columns("id, n"), rows, 1 + random.nextInt(500), new AtomicInteger());
        Tables.Whole left = applied("by: [id]", table);
        assertThat(left.rows()).containsExactlyElementsOf(first.values());
        assertThat(left.tally().read()).isEqualTo(3_000);
    }
}
