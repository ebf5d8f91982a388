package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class AnonymisationTest {
    private static final Hierarchy NONE = (unit, level) -> Optional.empty();

    private static Anonymisation rules(String yaml) {
        return Anonymisation.read(new StringReader(yaml), "anonymise.yaml");
    }

    static Tables.Whole applied(String yaml, Table table) {
        return applied(yaml, table, NONE);
    }

    private static Tables.Whole applied(String yaml, Table table, Hierarchy units) {
        return Tables.whole(rules(yaml).apply(table, recipient -> "secret of " + recipient, units, MemoryScratch::new));
    }

    private static String alone(String rule) {
        return "{recipient: eoc, anonymity: none, columns: [" + rule + "]}";
    }

    @Test
    void oneRecipientGetsTheSamePseudonymAndTwoCannotJoin() {
        String rule = "{column: nid, do: pseudonym, normal: [case, spaces]}";
        List<String> eoc =
                applied(alone(rule), Tables.table("nid!", "A1 ", "a1", "B2")).lines();
        List<String> university = applied(
                        alone(rule).replace("eoc", "university"), Tables.table("nid!", "A1", "a1", "B2"))
                .lines();
        assertThat(eoc.get(0)).matches("[0-9a-f]{32}").isEqualTo(eoc.get(1)).isNotEqualTo(eoc.get(2));
        assertThat(university).doesNotContainAnyElementsOf(eoc);
        assertThat(applied(alone(rule), Tables.table("nid!", "B2")).lines()).containsExactly(eoc.get(2));
    }

    /** RFC 2104 over our own purpose and value: computed with {@code openssl dgst -sha256 -hmac}. */
    @Test
    void aPseudonymIsTheHmacOfItsValue() {
        assertThat(new Pseudonyms("key").of("A1")).isEqualTo("2ee67ad44cd60592960175059ff676b2");
    }

    @Test
    void datesBecomePeriodsOfDhis2() {
        String yaml = "{recipient: eoc, anonymity: none, columns: [{column: a, do: period, to: Monthly},"
                + " {column: b, do: period, to: Weekly}, {column: c, do: period, to: Yearly}]}";
        Tables.Whole left =
                applied(yaml, Tables.table("a:date, b:date, c:date", "2026-01-12|2027-01-01|2026-12-31", "||"));
        assertThat(left.lines()).containsExactly("202601|2026W53|2026", "||");
        assertThat(left.columns()).extracting(Column::type).containsOnly(Column.Type.TEXT);
    }

    @Test
    void allDatesOfAPersonAreShiftedByTheSameDaysAndNeverByNone() {
        String yaml = "{recipient: eoc, anonymity: none, columns: [{column: nid, do: drop},"
                + " {column: onset, do: shift, days: 30, person: nid}, {column: out, do: shift, days: 30, person: nid}]}";
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add("p" + i + "|2026-01-12|2026-01-20");
        }
        Tables.Whole left = applied(yaml, Tables.table("nid!, onset!:date, out!:date", rows.toArray(String[]::new)));
        List<Long> shifts = left.rows().stream()
                .map(row -> {
                    LocalDate onset = LocalDate.parse(row.value("onset"));
                    assertThat(ChronoUnit.DAYS.between(onset, LocalDate.parse(row.value("out"))))
                            .isEqualTo(8);
                    return ChronoUnit.DAYS.between(LocalDate.of(2026, 1, 12), onset);
                })
                .toList();
        assertThat(shifts).allMatch(days -> days != 0 && Math.abs(days) <= 30).contains(-30L, 30L, 1L, -1L);
        assertThat(shifts.stream().distinct()).hasSize(60);
        assertThat(left.columns()).allMatch(Column::personal);
    }

    @Test
    void agesAndDaysOfBirthBecomeGroups() {
        String yaml = "{recipient: eoc, anonymity: none, columns: [{column: age, do: groups, groups: [0, 5, 15]},"
                + " {column: born, do: age, groups: [0, 5, 15], at: seen},"
                + " {column: other, do: age, groups: [1, 5], at: 2026-01-01}, {column: seen, do: drop}]}";
        Tables.Whole left = applied(
                yaml,
                Tables.table(
                        "age:integer, born:date, other:date, seen:date",
                        "4|2021-06-01|2025-02-01|2026-05-31",
                        "5|2021-06-01|2021-01-01|2026-06-01",
                        "99|2027-01-01|1850-01-01|2026-06-01",
                        "|2020-02-29||2025-02-28"));
        assertThat(left.lines()).containsExactly("0-4|0-4|<1", "5-14|5-14|5+", "15+||", "|0-4|");
        assertThat(left.findings())
                .extracting(finding -> finding.code() + finding.text().substring(0, 1))
                .containsExactly("P6721", "P6721");
    }

    @Test
    void numbersAreRoundedUnitsClimbAndCodesStay() {
        String yaml = "{recipient: eoc, anonymity: none, units: u.csv, columns: ["
                + "{column: weight, do: round, to: 5}, {column: unit, do: level, level: 2},"
                + " {column: sex, do: keep, values: [F, M]}, {column: land, do: constant, value: BI}]}";
        Hierarchy units = (unit, level) -> unit.equals("KIN") && level == 2 ? Optional.of("BUJ") : Optional.empty();
        Tables.Whole left = applied(
                yaml, Tables.table("weight:number, unit!, sex, land!", "62.4|KIN|F|x", "12.5|OLD|Mme Alice|y"), units);
        assertThat(left.lines()).containsExactly("60|BUJ|F|BI", "10|||BI");
        assertThat(left.codes()).containsExactly("P672", "P672");
        assertThat(left.columns().get(3).personal()).isFalse();
        assertThat(left.columns().get(1).personal()).isTrue();
    }

    @Test
    void whatNoRuleNamesDoesNotGetThrough() {
        Table table = Tables.table("a, note, n:integer", "1|told me that …|3");
        assertThatThrownBy(() -> applied(alone("{column: a, do: keep}"), table))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::code, Problem::value)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("P669", "note"),
                                org.assertj.core.groups.Tuple.tuple("P669", "n")));
        assertThat(applied(
                                "{recipient: e, others: drop, anonymity: none, columns: [{column: a, do: keep}]}",
                                Tables.table("a, note", "1|x"))
                        .columns())
                .extracting(Column::name)
                .containsExactly("a");
    }

    @Test
    void aPersonalColumnIsNotKeptAsItIsWithoutAReason() {
        assertThatThrownBy(() -> applied(alone("{column: a, do: keep}"), Tables.table("a!", "1")))
                .hasMessageContaining("P669");
        Tables.Whole left =
                applied(alone("{column: a, do: keep, because: 'agreed, letter of 3 May'}"), Tables.table("a!", "1"));
        assertThat(left.columns().get(0).personal()).isTrue();
    }

    @Test
    void theRowsPlaceIsForgotten() {
        assertThat(applied(alone("{column: a, do: keep}"), Tables.table("a", "1", "2"))
                        .places())
                .containsExactly("anonymised row 1", "anonymised row 2");
    }

    private static String k(String more) {
        return "{recipient: eoc, columns: [{column: id, do: drop}, {column: age, do: groups, groups: [0, 5, 15],"
                + " then: [{do: groups, groups: [0, 15]}, drop]}, {column: sex, do: keep}, {column: test, do: keep}],"
                + " anonymity: {quasi-identifiers: [age, sex], below: generalise, " + more + "}}";
    }

    @Test
    void tooFewAreGeneralisedFurtherAmongThemselvesAndThenSuppressed() {
        Tables.Whole left = applied(
                k("k: 2"),
                Tables.table(
                        "id, age:integer, sex, test",
                        "1|3|F|N",
                        "2|4|F|P",
                        "3|3|M|N",
                        "4|9|M|N",
                        "5|40|M|P",
                        "6|41|X|N",
                        "7|1|X|N",
                        "8|50|Y|N"));
        assertThat(left.lines())
                .containsExactlyInAnyOrder("0-4|F|N", "0-4|F|P", "0-14|M|N", "0-14|M|N", "|X|N", "|X|N");
        assertThat(left.tally()).isEqualTo(new Tally(6, 0, 0, 0, 0, 2));
        assertThat(left.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P671");
            assertThat(finding.text()).contains("smallest class: 2 rows", "2 rows were suppressed");
        });
        assertThat(left.columns()).extracting(Column::name).containsExactly("age", "sex", "test");
    }

    @Test
    void fiveVisitsOfOnePersonHideNobody() {
        String[] visits = {"1|3|F|N", "1|3|F|P", "I-1|3|F|P", "i 1|3|F|N", "|3|F|N"};
        assertThat(applied(k("k: 2, person: id"), Tables.table("id, age:integer, sex, test", visits))
                        .rows())
                .hasSize(5);
        String[] alone = {"I-1|3|F|P", "i 1|3|F|N", "|3|F|N"};
        Tables.Whole left = applied(k("k: 2, person: id"), Tables.table("id, age:integer, sex, test", alone));
        assertThat(left.rows()).isEmpty();
        assertThat(left.tally()).isEqualTo(new Tally(0, 0, 0, 0, 0, 3));
    }

    @Test
    void aClassThatSharesItsResultIsNotDiverse() {
        String yaml = k("k: 2, sensitive: test, l: 2").replace("below: generalise", "below: suppress");
        yaml = yaml.replace(", then: [{do: groups, groups: [0, 15]}, drop]", "");
        Tables.Whole left = applied(
                yaml,
                Tables.table("id, age:integer, sex, test", "1|3|F|P", "2|4|F|P", "3|3|M|N", "4|4|M|P", "5|3|F|P"));
        assertThat(left.lines()).containsExactlyInAnyOrder("0-4|M|N", "0-4|M|P");
        assertThat(left.tally().suppressed()).isEqualTo(3);
    }

    @Test
    void refusesTheWholeTableBeforeAnythingIsGiven() {
        String yaml = k("k: 2").replace("below: generalise", "below: refuse");
        yaml = yaml.replace(", then: [{do: groups, groups: [0, 15]}, drop]", "");
        Anonymisation rules = rules(yaml);
        Table table = rules.apply(
                Tables.table("id, age:integer, sex, test", "1|3|F|P", "2|4|F|P", "3|3|M|N"),
                any -> "s",
                NONE,
                MemoryScratch::new);
        assertThatThrownBy(() -> table.parts().hasNext())
                .hasMessageContaining("P670")
                .hasMessageContaining("1 rows in 1 classes");
    }

    @Test
    void whatIsHiddenIsNoLongerPersonalAndAPseudonymStaysSo() {
        String yaml = "{recipient: eoc, columns: [{column: id, do: pseudonym}, {column: age, do: keep},"
                + " {column: born, do: period, to: Yearly}], anonymity: {quasi-identifiers: [age], k: 2}}";
        Tables.Whole left =
                applied(yaml, Tables.table("id, age!:integer, born!:date", "1|3|2022-01-01", "2|3|2022-02-02"));
        assertThat(left.columns()).extracting(Column::personal).containsExactly(true, false, true);
        assertThat(left.rows()).hasSize(2);
    }

    @Test
    void tellsEverythingThatIsWrongInTheRulesAtOnce() {
        assertThatThrownBy(() -> rules("{columns: [{column: a, do: hide}, {column: b, do: period, to: Moon},"
                        + " {column: c, do: shift}, {column: d, do: groups, groups: [5, 0]},"
                        + " {column: e, do: level, level: 2}, {column: f, do: round, to: 0},"
                        + " {column: g, do: keep, then: [drop]}],"
                        + " anonymity: {quasi-identifiers: [z], l: 3, below: hide}}"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::text)
                        .containsExactlyInAnyOrder(
                                "do 'hide' is not known",
                                "'Moon' is no period type of DHIS2",
                                "'days' is missing",
                                "'person' is missing",
                                "'groups' are no rising numbers",
                                "'0' is no number above 0",
                                "'k' is missing",
                                "'sensitive' and 'l' go together",
                                "below 'hide' is not known",
                                "quasi-identifier 'z' is not released",
                                "'then' of column 'g' has no effect",
                                "'recipient' is missing",
                                "'units' is missing"));
        assertThatThrownBy(() -> rules(alone("{column: a, do: keep}").replace("eoc", "../admin-password")))
                .hasMessageContaining("is no name");
        assertThatThrownBy(() -> rules("{recipient: a, columns: [{column: a, do: keep}]}"))
                .hasMessageContaining("'anonymity' is missing");
    }

    @Test
    void columnsThatTheTableLacksOrThatAreNoDatesAreTold() {
        assertThatThrownBy(() -> applied(
                        "{recipient: a, anonymity: none, columns: [{column: a, do: period, to: Monthly},"
                                + " {column: b, do: keep}, {column: a2, do: shift, days: 3, person: p}]}",
                        Tables.table("a, a2:date", "x|")))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::value)
                        .containsExactly("a", "b", "p"));
    }

    @Test
    void unitsClimbByTheirTable(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("units.csv"), "org_unit,parent\nBI,\nBUJ,BI\nKIN,BUJ\nCDS1,KIN\n");
        UnitsFile units = UnitsFile.read(file);
        assertThat(units.ancestor("CDS1", 2)).contains("BUJ");
        assertThat(units.ancestor("BUJ", 2)).contains("BUJ");
        assertThat(units.ancestor("BUJ", 3)).isEmpty();
        assertThat(units.ancestor("NEW", 1)).isEmpty();
        Files.writeString(file, "org_unit,parent\nA,B\nB,A\nC,X\nC,\n");
        assertThatThrownBy(() -> UnitsFile.read(file)).hasMessageContaining("4 problems");
    }
}
