package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** CSV files as ministries send them. */
class FileTableTest {
    private static final String WEEKLY = """
            file:
              encodings: [UTF-8, windows-1252, UTF-16]
              separators: [",", ";", tab]
              skip: [total, sous-total]
              absent: [NA, "-"]
            columns:
              - name: district
                required: true
                headers: [District sanitaire, DS]
              - name: disease
                required: true
                headers: [Maladie]
                values: {MAL: [palu, Paludisme simple], CHO: [choléra]}
              - name: week
                headers: [Semaine épidémiologique, Sem]
              - name: cases
                type: integer
                required: true
                min: 0
                max: 10000
                headers: [Cas notifiés]
              - name: rate
                type: number
                decimal: comma
                headers: [Taux d'attaque]
              - name: patient
                personal: true
                headers: [Nom du patient]
                values: [Anonyme]
            """;

    private static final Envelope ENVELOPE = new Envelope("weekly", "epi", 7, 1, Envelope.Mode.SYNC);

    @TempDir
    Path folder;

    record Taken(List<Row> rows, Tally tally, List<Finding> findings) {
        List<Map<String, String>> values() {
            return rows.stream().map(Row::values).toList();
        }

        List<String> told() {
            return findings.stream()
                    .map(each -> each.code() + " " + each.place() + " " + each.value())
                    .toList();
        }
    }

    static FileRules rules(String yaml) {
        return FileRules.read(new StringReader(yaml), "columns.yaml", LocalDate.of(2026, 11, 27));
    }

    static Taken take(String yaml, List<Path> files, String... key) {
        List<FileTable.Source> sources = files.stream()
                .map(path -> new FileTable.Source(path, path.getFileName().toString()))
                .toList();
        Taken taken = new Taken(new ArrayList<>(), Tally.NONE, new ArrayList<>());
        Tally tally = Tally.NONE;
        try (Table table = new FileTable(rules(yaml), sources, List.of(key), faulty -> {}).open(ENVELOPE)) {
            while (table.parts().hasNext()) {
                Table.Part part = table.parts().next();
                taken.rows().addAll(part.rows());
                taken.findings().addAll(part.findings());
                tally = tally.plus(part.tally());
            }
        }
        return new Taken(taken.rows(), tally, taken.findings());
    }

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    private Taken take(String text) throws IOException {
        return take(WEEKLY, List.of(file("s03.csv", text, StandardCharsets.UTF_8)));
    }

    private static List<String> refused(String yaml, Path... files) {
        Problems problems = catchThrowableOfType(Problems.class, () -> take(yaml, List.of(files)));
        assertThat(problems).as("a refusal").isNotNull();
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void givesTheColumnsAsDeclaredAndTheRowsInTheirWords() throws IOException {
        Taken taken = take("DS,Maladie,Sem,Cas notifiés,Taux d'attaque\nGitega,Palu,S3,12,\"1,5\"\n");
        assertThat(rules(WEEKLY).tableColumns())
                .extracting(Column::name)
                .containsExactly("district", "disease", "week", "cases", "rate", "patient");
        assertThat(taken.values())
                .containsExactly(
                        Map.of("district", "Gitega", "disease", "MAL", "week", "S3", "cases", "12", "rate", "1.5"));
        assertThat(taken.rows().get(0).place()).isEqualTo("s03.csv:2");
        assertThat(taken.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
        assertThat(taken.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void findsTheEncodingAmongTheDeclared(String charset) throws IOException {
        Path file = file(
                "s.csv",
                "District sanitaire;Maladie;Semaine épidémiologique;Cas notifiés\nRuyigi;CHOLÉRA;3;4\n",
                Charset.forName(charset));
        assertThat(take(WEEKLY, List.of(file)).values())
                .containsExactly(Map.of("district", "Ruyigi", "disease", "CHO", "week", "3", "cases", "4"));
    }

    @Test
    void takesAMarkAwayAndBelievesIt() throws IOException {
        Path file = file("s.csv", "\uFEFFdistrict,disease,cases\nRuyigi,MAL,4\n", StandardCharsets.UTF_8);
        assertThat(take(WEEKLY, List.of(file)).values()).hasSize(1);
        Path wide = file("w.csv", "\uFEFFdistrict,disease,cases\nRuyigi,MAL,4\n", StandardCharsets.UTF_16LE);
        assertThat(take(WEEKLY, List.of(wide)).values()).hasSize(1);
        String utf8Only = WEEKLY.replace("[UTF-8, windows-1252, UTF-16]", "[UTF-8]");
        assertThat(refused(utf8Only, wide)).singleElement().asString().startsWith("P681 w.csv: its mark says UTF-16LE");
        Path latin = file("l.csv", "district,disease,cases\nKayanzé,MAL,4\n", StandardCharsets.ISO_8859_1);
        assertThat(refused(utf8Only, latin)).singleElement().asString().contains("it is in none of UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheSeparatorByTheHeaderThatItGives(String separator) throws IOException {
        String text =
                "Rapport; de la semaine, 3\n\n" + "DS|Maladie|Cas notifiés\nGitega|palu|3\n".replace("|", separator);
        assertThat(take(text).values()).hasSize(1);
    }

    @Test
    void findsTheHeaderBelowTitlesAndSkipsTotalsEmptyRowsAndTheHeaderOfASecondPage() throws IOException {
        Taken taken = take("""
                Ministère de la santé publique,,
                Semaine 3,,
                ,,
                DS,Maladie,Cas notifiés
                Gitega,palu,3
                ,,
                DS,Maladie,Cas notifiés
                Ruyigi,palu,4
                Sous-total Est,,7
                TOTAL,,7
                """);
        assertThat(taken.rows()).extracting(Row::place).containsExactly("s03.csv:5", "s03.csv:8");
        assertThat(taken.tally()).isEqualTo(new Tally(2, 3, 0, 0, 0, 0));
    }

    @Test
    void tellsEveryFaultyCellAndLeavesOutOnlyRowsThatLackWhatIsRequired() throws IOException {
        Taken taken = take("""
                DS,Maladie,Cas notifiés,Taux d'attaque,Nom du patient
                Gitega,grippe,3,,
                Gitega,palu,,,
                ,palu,3,,
                Gitega,palu,-3,,
                Gitega,palu,2.5,,
                Gitega,palu,3,1.5,
                Gitega,palu,NA,-,
                Gitega,palu,3,"2,5",Synthia Synthetic
                Gitega,palu,#N/A,,
                """);
        assertThat(taken.told())
                .containsExactly(
                        "P691 s03.csv:2:Maladie grippe",
                        "P689 s03.csv:3:Cas notifiés null",
                        "P689 s03.csv:4:DS null",
                        "P691 s03.csv:5:Cas notifiés -3",
                        "P690 s03.csv:6:Cas notifiés 2.5",
                        "P690 s03.csv:7:Taux d'attaque 1.5",
                        "P689 s03.csv:8:Cas notifiés null",
                        "P691 s03.csv:9:Nom du patient null",
                        "P690 s03.csv:10:Cas notifiés #N/A");
        assertThat(taken.findings()).noneMatch(each -> each.text().contains("Synthia"));
        assertThat(taken.values())
                .containsExactly(
                        Map.of("district", "Gitega", "disease", "MAL", "cases", "3"),
                        Map.of("district", "Gitega", "disease", "MAL", "cases", "3", "rate", "2.5"));
        assertThat(taken.tally()).isEqualTo(new Tally(2, 0, 0, 7, 0, 0));
    }

    @Test
    void refusesAFileWithEveryProblemOfItsHeader() throws IOException {
        Path one = file("one.csv", "DS,District sanitaire,Maladies,Cas notifiés\nA,B,palu,1\n", StandardCharsets.UTF_8);
        Path two = file("two.csv", "a,b\n1,2\n", StandardCharsets.UTF_8);
        assertThat(refused(WEEKLY, one, two))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("P686 one.csv:1: column 'disease' is missing")
                                .contains("'Maladies'"),
                        problem -> assertThat(problem).startsWith("P688 one.csv:1: column 'district'"),
                        problem -> assertThat(problem).startsWith("P685 two.csv"));
    }

    @Test
    void saysWhichColumnsAreNotTaken() throws IOException {
        Taken taken = take("DS,Maladie,Observations,Cas notifiés\nGitega,palu,rien,3\n");
        assertThat(taken.told()).containsExactly("P687 s03.csv:1:Observations Observations");
        assertThat(taken.findings().get(0).kept()).isTrue();
        assertThat(taken.values()).containsExactly(Map.of("district", "Gitega", "disease", "MAL", "cases", "3"));
    }

    @Test
    void doesNotBelieveARowWhoseCellsDoNotFitTheHeader() throws IOException {
        Taken taken = take("DS,Maladie,Cas notifiés\nGitega, Mutaho,palu,3\nGitega,palu\nGitega,palu,3,,\n");
        assertThat(taken.told()).contains("P693 s03.csv:2 null", "P693 s03.csv:3 null");
        assertThat(taken.rows()).extracting(Row::place).containsExactly("s03.csv:4");
        assertThat(taken.tally().invalid()).isEqualTo(2);
    }

    @Test
    void doesNotTakeAFileThatEndsWithinARow() throws IOException {
        Path cut = file("s.csv", "DS,Maladie,Cas notifiés\nGitega,palu,3\nRuyi", StandardCharsets.UTF_8);
        assertThat(refused(WEEKLY, cut)).singleElement().asString().startsWith("P683 s.csv: it ends within row 3");
        Path whole = file("w.csv", "DS,Maladie,Cas notifiés\nGitega,palu,3", StandardCharsets.UTF_8);
        assertThat(take(WEEKLY, List.of(whole)).rows()).hasSize(1);
    }

    @Test
    void doesNotTakeWhatIsNoTable() throws IOException {
        assertThat(refused(WEEKLY, file("e.csv", "", StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .startsWith("P681");
        assertThat(refused(WEEKLY, file("b.csv", "DS,Maladie\u0000,Cas\n", StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .startsWith("P681");
        String open = "DS,Maladie,Cas notifiés\nGitega,\"palu,3\n" + "Ruyigi,palu,4\n".repeat(200);
        assertThat(refused(WEEKLY, file("q.csv", open, StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("line 2", "close its quotes");
    }

    @Test
    void readsNumbersOnlyAsTheyAreDeclared() throws IOException {
        String yaml = """
                columns:
                  - {name: n, type: number}
                  - {name: f, type: number, decimal: comma, thousands: "."}
                  - {name: p, type: number, percent: hundred, decimal: comma}
                  - {name: q, type: number}
                """;
        Path file = file(
                "n.csv",
                "n;f;p;q\n1 234.5;1.234,5;12,5 %;25%\n\"1,234\";1.5;7;1e3\n0012;-1;x;1\u202F000\n",
                StandardCharsets.UTF_8);
        Taken taken = take(yaml, List.of(file));
        assertThat(taken.values())
                .containsExactly(
                        Map.of("n", "1234.5", "f", "1234.5", "p", "12.5", "q", "0.25"),
                        Map.of("p", "7", "q", "1000"),
                        Map.of("n", "12", "f", "-1", "q", "1000"));
        assertThat(taken.told()).containsExactly("P690 n.csv:3:n 1,234", "P690 n.csv:3:f 1.5", "P690 n.csv:4:p x");
    }

    @Test
    void readsDatesOnlyAsTheyAreDeclared() throws IOException {
        String yaml = """
                columns:
                  - {name: d, type: date, formats: [dd/MM/yyyy, d MMMM yyyy, dd/MM/yy], max: today, min: 1900-01-01}
                """;
        Path file = file(
                "d.csv",
                "d\n31/01/2026\n1 février 2026\n2 March 2026\n05/06/85\n05/06/26\n31/02/2026\n01/12/2026\n2026-01-31\n",
                StandardCharsets.UTF_8);
        Taken taken = take(yaml, List.of(file));
        assertThat(taken.values())
                .extracting(row -> row.get("d"))
                .containsExactly(
                        "2026-01-31", "2026-02-01", "2026-03-02", "1985-06-05", "2026-06-05", null, null, null);
        assertThat(taken.told())
                .containsExactly("P690 d.csv:7:d 31/02/2026", "P691 d.csv:8:d 01/12/2026", "P690 d.csv:9:d 2026-01-31");
    }

    @Test
    void doesNotTakeOneAgeGroupForAnother() throws IOException {
        String yaml = """
                columns:
                  - {name: under5, type: integer, headers: ["Cas < 5 ans"]}
                  - {name: over5, type: integer, headers: ["Cas >= 5 ans"]}
                  - {name: age, values: {U5: ["<5 ans"], O5: [">5 ans"]}}
                  - {name: test, values: {POS: ["+"], NEG: ["-"]}}
                """;
        Path file =
                file("a.csv", "Cas <5 ans,CAS >=5 ANS,age,test\n1,2,> 5 ans,+\n3,4,5 ans,-\n", StandardCharsets.UTF_8);
        assertThat(take(yaml, List.of(file)).values())
                .containsExactly(
                        Map.of("under5", "1", "over5", "2", "age", "O5", "test", "POS"),
                        Map.of("under5", "3", "over5", "4", "test", "NEG"));
    }

    @Test
    void turnsMonthsSideBySideIntoRows() throws IOException {
        String yaml = """
                file:
                  headerRows: 2
                  absent: [ND]
                  wide:
                    period: period
                    values:
                      - {column: cases, headers: ["{month} {year} Cas"]}
                      - {column: deaths, headers: ["{month} {year} Décès"]}
                columns:
                  - {name: facility, required: true, headers: [Formation sanitaire], fillDown: true}
                  - {name: period, required: true}
                  - {name: cases, type: integer, required: true}
                  - {name: deaths, type: integer}
                """;
        Path file = file("m.csv", """
                Paludisme;;;;;
                ;Janv. 2026;;févr-26;
                Formation sanitaire;Cas;Décès;Cas;Décès
                CDS Mutaho;10;1;ND;
                ;11;x;12;0
                Gitega;y;1;3;
                """, StandardCharsets.UTF_8);
        Taken taken = take(yaml, List.of(file));
        assertThat(taken.values())
                .containsExactly(
                        Map.of("facility", "CDS Mutaho", "period", "202601", "cases", "10", "deaths", "1"),
                        Map.of("facility", "CDS Mutaho", "period", "202601", "cases", "11"),
                        Map.of("facility", "CDS Mutaho", "period", "202602", "cases", "12", "deaths", "0"),
                        Map.of("facility", "Gitega", "period", "202602", "cases", "3"));
        assertThat(taken.tally()).isEqualTo(new Tally(4, 0, 0, 1, 0, 0));
        assertThat(taken.rows().get(0).place()).isEqualTo("m.csv:4:202601");
    }

    @Test
    void turnsWeeksSideBySideIntoRowsWithTheYearOfTheirRow() throws IOException {
        String yaml = """
                file:
                  wide:
                    period: week
                    year: Année
                    weeks: sunday
                    values: [{column: cases, headers: "S{week}"}]
                columns:
                  - {name: district, required: true}
                  - {name: week}
                  - {name: cases, type: integer}
                """;
        Path file = file(
                "w.csv", "district,Année,S1,S 02,S53,S54\nGitega,2026,1,2,,9\nRuyigi,,1,,,\n", StandardCharsets.UTF_8);
        Taken taken = take(yaml, List.of(file));
        assertThat(taken.values())
                .containsExactly(
                        Map.of("district", "Gitega", "week", "2026SunW1", "cases", "1"),
                        Map.of("district", "Gitega", "week", "2026SunW2", "cases", "2"));
        assertThat(taken.told()).containsExactly("P687 w.csv:1:S54 S54", "P690 w.csv:3:Année ");
    }

    @Test
    void readsPeriodsAsTheyAreWritten() throws IOException {
        String yaml = """
                columns:
                  - {name: week, periods: ["S{week} {year}", "{year}-W{week}"]}
                  - {name: month, periods: ["{month} {year}", "{year}-{month}", "{year}{month}", "{date}", "{month}/{year}"]}
                  - {name: sent, fromFile: "_(.+)[.]", weeks: sunday, periods: "{year}_S{week}"}
                """;
        Path file = file(
                "d_2026_S03.csv",
                "week,month\nS03-2026,Août 2026\n2026-W7,202601\nS7,2026-02-01\nS60 2026,x\nS1/2026,2026-12\nS2/2026,11/2026\n",
                StandardCharsets.UTF_8);
        Taken taken = take(yaml, List.of(file));
        assertThat(taken.values())
                .containsExactly(
                        Map.of("week", "2026W3", "month", "202608", "sent", "2026SunW3"),
                        Map.of("week", "2026W7", "month", "202601", "sent", "2026SunW3"),
                        Map.of("month", "202602", "sent", "2026SunW3"),
                        Map.of("sent", "2026SunW3"),
                        Map.of("week", "2026W1", "month", "202612", "sent", "2026SunW3"),
                        Map.of("week", "2026W2", "month", "202611", "sent", "2026SunW3"));
        assertThat(taken.told())
                .containsExactly(
                        "P690 d_2026_S03.csv:4:week S7",
                        "P690 d_2026_S03.csv:5:week S60 2026",
                        "P690 d_2026_S03.csv:5:month x");
    }

    @Test
    void letsTheNewerFileCountWhereBothHaveTheSameKey() throws IOException {
        Path newer = file("b.csv", "DS,Maladie,Sem,Cas notifiés\nGitega,palu,3,5\n", StandardCharsets.UTF_8);
        Path older = file(
                "a.csv", "DS,Maladie,Sem,Cas notifiés\nGitega,palu,3,4\nGitega,palu,2,1\n", StandardCharsets.UTF_8);
        Taken taken = take(WEEKLY, List.of(newer, older), "district", "week");
        assertThat(taken.values()).extracting(row -> row.get("cases")).containsExactly("5", "1");
        assertThat(taken.tally()).isEqualTo(new Tally(2, 0, 0, 0, 1, 0));
        assertThat(taken.told()).containsExactly("P696 a.csv null");
        assertThat(take(WEEKLY, List.of(newer, older)).rows()).hasSize(3);
    }

    /** Whatever stands in a file, either it is read or it is refused with a code; nothing else is thrown. */
    @Test
    void survivesFilesThatWereDamagedAtRandom() throws IOException {
        byte[] whole = "DS;Maladie;Cas notifiés;Taux d'attaque\n\"Gitega\";palu;3;\"1,5\"\nRuyigi;choléra;4;2\n"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20261127);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            for (int n = 0; n <= random.nextInt(6); n++) {
                damaged[random.nextInt(damaged.length)] = (byte) "\n\r;,\"\0\t\u00ff9-=#".charAt(random.nextInt(12));
            }
            try {
                Tally tally = take(WEEKLY, List.of(Files.write(folder.resolve("fuzz.csv"), damaged)))
                        .tally();
                assertThat(tally.read()).isBetween(0L, 4L);
            } catch (Problems said) {
                refused++;
            }
        }
        assertThat(refused).isBetween(50, 499);
    }

    @Test
    void takesAValueFromTheNameOfTheFile() throws IOException {
        String yaml = """
                columns:
                  - {name: district, fromFile: "cas_(.+)_S", required: true, values: {GIT: [Gitega]}}
                  - {name: cases, type: integer}
                """;
        Path file = file("cas_gitega_S03.csv", "cases\n3\n", StandardCharsets.UTF_8);
        Path nameless = file("cas.csv", "cases\n3\n", StandardCharsets.UTF_8);
        Taken taken = take(yaml, List.of(file, nameless));
        assertThat(taken.values()).containsExactly(Map.of("district", "GIT", "cases", "3"));
        assertThat(taken.told()).containsExactly("P689 cas.csv:2 null");
    }

    @Test
    void givesAThousandRowsAtOnce() throws IOException {
        StringBuilder rows = new StringBuilder("DS,Maladie,Cas notifiés\n");
        for (int i = 0; i < 2500; i++) {
            rows.append("Gitega,palu,").append(i % 10).append('\n');
        }
        Path file = file("big.csv", rows.toString(), StandardCharsets.UTF_8);
        FileTable.Source source = new FileTable.Source(file, "big.csv");
        try (Table table = new FileTable(rules(WEEKLY), List.of(source), List.of(), faulty -> {}).open(ENVELOPE)) {
            List<Integer> sizes = new ArrayList<>();
            table.parts().forEachRemaining(part -> sizes.add(part.rows().size()));
            assertThat(sizes).isEqualTo(Arrays.asList(1000, 1000, 500));
        }
    }
}
