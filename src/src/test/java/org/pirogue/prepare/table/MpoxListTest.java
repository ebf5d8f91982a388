package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

/**
 * The rules by which the Democratic Republic of the Congo's emergency centre is given its list of mpox cases. The tests in YAML see
 * how many rows leave, since pseudonyms are other ones in each Pirogue; here stands what is told of whom, and to whom a result belongs.
 */
class MpoxListTest {
    private static final Path ROUTES = Path.of("../routes/drc");
    private static final Keys KEYS = recipient -> "secret of " + recipient;
    private static final String CASES = "case!, born!:date, sex!, place!, diagnosed!:date, classification, outcome";

    private static Anonymisation rules(String flow) {
        return Anonymisation.read(ROUTES.resolve(flow).resolve("anonymise.yaml"));
    }

    private static Hierarchy units() throws IOException {
        Map<String, String> parents = new HashMap<>();
        try (Stream<String> lines = Files.lines(ROUTES.resolve("mpox-to-eoc/units.csv"))) {
            lines.skip(1).map(line -> line.split(",", -1)).forEach(cells -> parents.put(cells[0], cells[1]));
        }
        return (unit, level) -> {
            List<String> path = Stream.iterate(unit, at -> at != null && !at.isEmpty(), parents::get)
                    .toList();
            return path.size() < level ? Optional.empty() : Optional.of(path.get(path.size() - level));
        };
    }

    private static Tables.Whole list(String... cases) throws IOException {
        return Tables.whole(rules("mpox-to-eoc").apply(Tables.table(CASES, cases), KEYS, units(), MemoryScratch::new));
    }

    /** Without the pseudonym, in an order of their own. */
    private static List<String> told(Tables.Whole list) {
        return list.lines().stream()
                .map(line -> line.substring(line.indexOf('|') + 1))
                .sorted()
                .toList();
    }

    @Test
    void threeAlikeAreToldByZoneAndWeekAndFewerByProvinceMonthAndQuarter() throws IOException {
        Tables.Whole list = list(
                // Three girls of one zone and week: as exactly as the centre is told anything.
                "9001|2023-04-02|FEMALE|CD_NK_GOMA_01|2026-01-12|CONFIRMED|ALIVE",
                "9002|2022-04-02|FEMALE|CD_NK_GOMA_02|2026-01-13|SUSPECTED|",
                "9003|2021-08-02|FEMALE|CD_NK_GOMA_01|2026-01-18|SUSPECTED|ALIVE",
                // Two men of one zone and week are too few; with a third of another zone, age group and week they are
                // three.
                "9004|1996-04-02|MALE|CD_NK_GOMA_01|2026-02-02|SUSPECTED|",
                "9005|1997-04-02|MALE|CD_NK_GOMA_02|2026-02-03|SUSPECTED|",
                "9006|1960-04-02|MALE|CD_NK_RUTSHURU_01|2026-02-23|CONFIRMED|DIED",
                // Of a quarter and a province, and nothing else of them.
                "9007|1960-04-02|MALE|CD_SK_UVIRA_01|2026-04-06|CONFIRMED|",
                "9008|2024-04-02|FEMALE|CD_SK_KAMITUGA_01|2026-05-04|SUSPECTED|",
                "9009|2015-04-02|FEMALE|CD_SK_UVIRA_02|2026-06-01|SUSPECTED|",
                // Alone in any case.
                "9010|1960-04-02|MALE|CD_EQ_BIKORO_01|2026-01-12|SUSPECTED|");
        assertThat(told(list))
                .containsExactly(
                        "0-4|FEMALE|CD_NK_GOMA|2026W3|CONFIRMED|ALIVE",
                        "0-4|FEMALE|CD_NK_GOMA|2026W3|SUSPECTED|",
                        "0-4|FEMALE|CD_NK_GOMA|2026W3|SUSPECTED|ALIVE",
                        "15+|MALE|CD_NK|202602|CONFIRMED|DIED",
                        "15+|MALE|CD_NK|202602|SUSPECTED|",
                        "15+|MALE|CD_NK|202602|SUSPECTED|",
                        "||CD_SK|2026Q2|CONFIRMED|",
                        "||CD_SK|2026Q2|SUSPECTED|",
                        "||CD_SK|2026Q2|SUSPECTED|");
        assertThat(list.tally().suppressed()).isEqualTo(1);
    }

    @Test
    void ageGroupsAreThoseOfTheDayOfTheDiagnosis() throws IOException {
        Tables.Whole list = list(
                "1|2021-01-12|MALE|CD_NK_GOMA_01|2026-01-12||",
                "2|2016-01-13|MALE|CD_NK_GOMA_01|2026-01-13||",
                "3|2011-01-15|MALE|CD_NK_GOMA_01|2026-01-14||",
                "4|2011-01-12|MALE|CD_NK_GOMA_01|2026-01-12||",
                "5|1990-01-12|MALE|CD_NK_GOMA_01|2026-01-12||",
                "6|1976-01-13|MALE|CD_NK_GOMA_01|2026-01-12||",
                "7|1976-01-12|MALE|CD_NK_GOMA_01|2026-01-12||",
                "8|1950-01-12|MALE|CD_NK_GOMA_01|2026-01-12||",
                "9|1940-01-12|MALE|CD_NK_GOMA_01|2026-01-12||");
        assertThat(told(list))
                .extracting(line -> line.substring(0, line.indexOf('|')))
                .containsExactly("15-49", "15-49", "15-49", "5-14", "5-14", "5-14", "50+", "50+", "50+");
    }

    @Test
    void noNumberOfAFormLeavesAndNobodyElseGetsTheCentresPseudonyms() throws IOException {
        String[] three = {
            "9001|2023-04-02|FEMALE|CD_NK_GOMA_01|2026-01-12||",
            "9002|2022-04-02|FEMALE|CD_NK_GOMA_02|2026-01-13||",
            "9003|2021-08-02|FEMALE|CD_NK_GOMA_01|2026-01-18||"
        };
        Tables.Whole list = list(three);
        assertThat(list.lines()).hasSize(3).allSatisfy(line -> assertThat(line).matches("[0-9a-f]{32}\\|.*"));
        assertThat(list.rows()).extracting(row -> row.value("case")).doesNotHaveDuplicates();
        assertThat(rules("mpox-to-eoc").recipient())
                .isEqualTo("eoc")
                .isEqualTo(rules("laboratory-table").recipient());
        assertThat(rules("mpox-to-eoc").quasiIdentifiers()).containsExactly("born", "sex", "place", "diagnosed");
    }

    /** Neither table has a form's number any more, and a result finds its case; a case without one stays. */
    @Test
    void resultsAreJoinedByThePseudonymsOfBothTables() throws IOException {
        Tables.Whole results = Tables.whole(rules("laboratory-table")
                .apply(
                        Tables.table(
                                "case!, received!:date, result, clade",
                                "9001|2026-01-14|positive|CLADE_I_B",
                                "9003|2026-01-20|negative|",
                                "9003|2026-01-25|positive|CLADE_I_A",
                                "9099|2026-01-21|positive|CLADE_I_A"),
                        KEYS,
                        (unit, level) -> Optional.empty(),
                        MemoryScratch::new));
        Join join = Join.read(ROUTES.resolve("mpox-to-eoc/join.yaml"));
        Table cases = rules("mpox-to-eoc")
                .apply(
                        Tables.table(
                                CASES,
                                "9001|2023-04-02|FEMALE|CD_NK_GOMA_01|2026-01-12|CONFIRMED|",
                                "9002|2022-04-02|FEMALE|CD_NK_GOMA_02|2026-01-13|PROBABLE|",
                                "9003|2021-08-02|FEMALE|CD_NK_GOMA_01|2026-01-18|SUSPECTED|"),
                        KEYS,
                        units(),
                        MemoryScratch::new);
        Tables.Whole joined = Tables.whole(join.apply(cases, lookup(join, results.rows()), MemoryScratch::new));
        assertThat(joined.rows())
                .extracting(
                        row -> row.value("classification") + " " + row.value("laboratory") + " " + row.value("clade"))
                .containsExactlyInAnyOrder("CONFIRMED positive CLADE_I_B", "PROBABLE  ", "SUSPECTED negative ");
        assertThat(joined.codes()).contains("P666");
    }

    private static Lookup lookup(Join join, List<Row> rows) {
        return new Lookup() {
            @Override
            public String name() {
                return "results";
            }

            @Override
            public Table open() {
                return Tables.table(join.columns(), rows, 100, new java.util.concurrent.atomic.AtomicInteger());
            }
        };
    }
}
