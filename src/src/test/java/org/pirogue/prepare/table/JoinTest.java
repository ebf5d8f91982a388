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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class JoinTest {
    private static final String WITH = "with: {file: lab.csv, columns: [patient, {name: taken, type: date}, result]}\n";
    private static final String LAB = "patient,taken,result\n"
            + "A1,2026-01-20,NEG\nA1,2026-01-12,POS\nB2,2026-01-01,NEG\nC9,2026-01-05,POS\n,2026-01-05,POS\n";

    @TempDir
    private Path folder;

    private static Join rules(String yaml) {
        return Join.read(new StringReader(yaml), "join.yaml");
    }

    /** The same, wherever the other table is kept: in memory, on disk, or first here and then there. */
    private Tables.Whole joined(String yaml, String lab, Supplier<Table> table) throws IOException {
        Tables.Whole inMemory = joined(yaml, lab, table, Long.MAX_VALUE);
        for (long most : new long[] {0, 1_000}) {
            Tables.Whole onDisk = joined(yaml, lab, table, most);
            assertThat(onDisk.rows()).isEqualTo(inMemory.rows());
            assertThat(onDisk.tally()).isEqualTo(inMemory.tally());
            assertThat(onDisk.findings()).containsExactlyInAnyOrderElementsOf(inMemory.findings());
        }
        return inMemory;
    }

    private Tables.Whole joined(String yaml, String lab, Supplier<Table> table, long most) throws IOException {
        Path file = Files.writeString(folder.resolve("lab.csv"), lab);
        Join join = rules(yaml);
        return Tables.whole(join.apply(table.get(), join.lookup(file), MemoryScratch::new, most));
    }

    private static Table cases() {
        return Tables.table(
                "id!, onset:date", "b2|2026-01-03", "a1|2026-01-10", "z|2026-01-10", "|2026-01-10", "a1|2026-03-01");
    }

    @Test
    void takesTheNearestResultWithinDaysAndKeepsWhatMatchesNothing() throws IOException {
        String yaml = WITH
                + "by: [{left: id, right: patient, normal: [case]}]\nwithin: {left: onset, right: taken, days: 14}\n"
                + "take: [{column: result, as: lab}, {column: taken, as: lab_taken}]\nseveral: nearest\n";
        Tables.Whole left = joined(yaml, LAB, JoinTest::cases);
        assertThat(left.lines())
                .containsExactly(
                        "b2|2026-01-03|NEG|2026-01-01",
                        "a1|2026-01-10|POS|2026-01-12",
                        "z|2026-01-10||",
                        "|2026-01-10||",
                        "a1|2026-03-01||");
        assertThat(left.tally()).isEqualTo(new Tally(5, 0, 0, 0, 0, 0));
        assertThat(left.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P666");
            assertThat(finding.kept()).isTrue();
            assertThat(finding.text()).contains("2 of its rows", "lab.csv:5, lab.csv:6");
        });
    }

    @Test
    void daysBeforeAndAfterAreApart() throws IOException {
        String yaml = WITH
                + "by: [{left: id, right: patient, normal: [case]}]\n"
                + "within: {left: onset, right: taken, before: 0, after: 14}\ntake: [result]\nseveral: first\n";
        assertThat(joined(yaml, LAB, JoinTest::cases).lines())
                .containsExactly(
                        "b2|2026-01-03|", "a1|2026-01-10|NEG", "z|2026-01-10|", "|2026-01-10|", "a1|2026-03-01|");
    }

    @Test
    void oneRowForEachMatchInTheOrderOfBoth() throws IOException {
        String yaml = WITH + "by: [{left: id, right: patient, normal: [case]}]\ntake: [result]\nseveral: all\n"
                + "unmatched-left: drop\nprefix: lab_\n";
        Tables.Whole left = joined(yaml, LAB, JoinTest::cases);
        assertThat(left.columns().get(2).name()).isEqualTo("lab_result");
        assertThat(left.lines())
                .containsExactly(
                        "b2|2026-01-03|NEG",
                        "a1|2026-01-10|NEG",
                        "a1|2026-01-10|POS",
                        "a1|2026-03-01|NEG",
                        "a1|2026-03-01|POS");
        assertThat(left.tally()).isEqualTo(new Tally(3, 2, 0, 0, 0, 0));
    }

    @Test
    void refusesWhatMatchesSeveralOrNoneWhereItMustMatchOne() throws IOException {
        String yaml = WITH + "by: [{left: id, right: patient, normal: [case]}]\ntake: [result]\n"
                + "unmatched-left: reject\n";
        Tables.Whole left = joined(yaml, LAB, JoinTest::cases);
        assertThat(left.lines()).containsExactly("b2|2026-01-03|NEG");
        assertThat(left.tally()).isEqualTo(new Tally(1, 0, 2, 2, 0, 0));
        assertThat(left.codes()).containsExactlyInAnyOrder("P665", "P664", "P664", "P665", "P666");
        assertThat(left.findings())
                .filteredOn(finding -> !finding.kept())
                .hasSize(4)
                .noneMatch(finding -> finding.text().contains("a1"));
    }

    @Test
    void aValidityHoldsFromItsFirstDayToItsLast() throws IOException {
        String yaml = "with: {file: lab.csv, columns: [unit, {name: from, type: date}, {name: to, type: date}, zone]}\n"
                + "by: [unit]\nwithin: {left: day, from: from, to: to}\ntake: [zone]\nunmatched-left: keep\n";
        String zones = "unit;from;to;zone\nU;;2025-12-31;north\nU;2026-01-01;;south\n";
        Tables.Whole left = joined(
                yaml,
                zones,
                () -> Tables.table("unit, day:date", "U|2025-12-31", "U|2026-01-01", "U|2030-01-01", "U|"));
        assertThat(left.lines())
                .containsExactly("U|2025-12-31|north", "U|2026-01-01|south", "U|2030-01-01|south", "U||");
    }

    @Test
    void rowsOfTheOtherSideThatCannotBeReadAreTold() throws IOException {
        String yaml = WITH + "by: [{left: id, right: patient}]\ntake: [result]\n";
        Tables.Whole left =
                joined(yaml, "patient,taken,result\nA,soon,POS\nB,3/1/2026,NEG\n", () -> Tables.table("id", "A", "B"));
        assertThat(left.lines()).containsExactly("A|", "B|NEG");
        assertThat(left.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P667");
            assertThat(finding.place()).isEqualTo("lab.csv:2");
            assertThat(finding.text()).contains("taken").doesNotContain("soon");
        });
    }

    @Test
    void aFileThatIsNotThereOrLacksAColumnOrIsNotUtf8IsRefused() throws IOException {
        String yaml = WITH + "by: [{left: id, right: patient}]\ntake: [result]\n";
        Join join = rules(yaml);
        assertThatThrownBy(() ->
                        Tables.whole(join.apply(cases(), join.lookup(folder.resolve("none.csv")), MemoryScratch::new)))
                .hasMessageContaining("P667 none.csv");
        assertThatThrownBy(() -> joined(yaml, "patient,day\nA,1\n", JoinTest::cases))
                .hasMessageContaining("[taken, result]");
        Path latin = Files.write(
                folder.resolve("latin.csv"),
                "patient,taken,result\né,,\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Tables.whole(join.apply(cases(), join.lookup(latin), MemoryScratch::new)))
                .hasMessageContaining("P667");
    }

    @Test
    void tellsEverythingThatIsWrongInTheRulesAtOnce() {
        assertThatThrownBy(() -> rules(
                        "{with: {columns: [{name: a, type: word}]}, by: [{left: x}], take: [b], several: nearest}"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::text)
                        .containsExactlyInAnyOrder(
                                "type 'word' is not known",
                                "'right' is missing",
                                "'file' is missing",
                                "nothing says how near two rows are",
                                "column 'b' is not declared"));
    }

    @Test
    void tellsColumnsThatThisTableLacksOrHasAlready() {
        Join join = rules(WITH + "by: [{left: nid, right: patient}]\nwithin: {left: id, right: taken, days: 1}\n"
                + "take: [{column: result, as: onset}]\nseveral: first");
        assertThatThrownBy(() -> join.apply(cases(), join.lookup(folder.resolve("lab.csv")), MemoryScratch::new))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting(Problem::value)
                        .containsExactly("nid", "id", "onset"));
    }

    @Test
    void tooManyRowsOfOneKeyAreRefusedBeforeTheyFillTheMemory() {
        StringBuilder lab = new StringBuilder("patient,taken,result\n");
        for (int i = 0; i < 10_002; i++) {
            lab.append("a1,,POS\n");
        }
        assertThatThrownBy(() -> joined(
                        WITH + "by: [{left: id, right: patient}]\ntake: [result]\nseveral: first",
                        lab.toString(),
                        JoinTest::cases))
                .hasMessageContaining("P668 lab.csv:2");
    }

    /** Against two loops. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void matchesAsTwoLoopsWould(long seed) throws IOException {
        Random random = new Random(seed);
        List<Row> cases = rows(random, 400, "row ");
        List<Row> labs = rows(random, 300, "lab.csv:");
        StringBuilder csv = new StringBuilder("id,day,n\n");
        labs.forEach(row -> csv.append(row.value("id") + "," + row.value("day") + "," + row.value("n") + "\n"));
        List<String> expected = new ArrayList<>();
        for (Row each : cases) {
            List<Row> near = labs.stream()
                    .filter(lab -> !lab.value("id").isEmpty() && lab.value("id").equals(each.value("id")))
                    .filter(lab -> Math.abs(days(each, lab)) <= 5)
                    .toList();
            near.forEach(lab -> expected.add(each.value("n") + "-" + lab.value("n")));
            if (near.isEmpty()) {
                expected.add(each.value("n") + "-");
            }
        }
        String yaml = "with: {file: lab.csv, columns: [id, {name: day, type: date}, n]}\nby: [id]\n"
                + "within: {left: day, right: day, days: 5}\ntake: [n]\nprefix: lab_\nseveral: all\n";
        Tables.Whole left = joined(
                yaml,
                csv.toString(),
                () -> Tables.table(Tables.columns("id, day:date, n"), cases, 37, new AtomicInteger()));
        assertThat(left.rows())
                .extracting(row -> row.value("n") + "-" + row.value("lab_n"))
                .containsExactlyElementsOf(expected);
    }

    private static long days(Row one, Row other) {
        return ChronoUnit.DAYS.between(LocalDate.parse(one.value("day")), LocalDate.parse(other.value("day")));
    }

    private static List<Row> rows(Random random, int count, String place) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> values = new HashMap<>();
            if (random.nextInt(10) > 0) {
                values.put("id", "p" + random.nextInt(60));
            }
            values.put(
                    "day", LocalDate.of(2026, 1, 1).plusDays(random.nextInt(60)).toString());
            values.put("n", String.valueOf(i));
            rows.add(new Row(place + (i + 2), values));
        }
        return rows;
    }
}
