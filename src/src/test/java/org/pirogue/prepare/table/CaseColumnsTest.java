package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class CaseColumnsTest {
    private static final String HEAD = "name,from,type,personal,show,description\n";

    @TempDir
    Path folder;

    @Test
    void aRowIsAnEventWithWhatItsPersonAndTheNewestOfAnotherStageSay() throws IOException {
        CaseColumns columns = read("""
                id,event,,,,
                born,A{BIRTH_DATE},date,,,
                fever,#{VISIT.FEVER},boolean,no,,
                result,#{LAB.RESULT},text,no,name,newest
                weight,#{VISIT.WEIGHT},number,no,,
                """);
        Table.Part part = columns.rows(
                List.of(record(
                        false,
                        event("v1", "VISIT", "2026-01-03", false, Map.of("FEVER", "true", "WEIGHT", "7.50")),
                        event("v2", "VISIT", "2026-01-09", false, Map.of("FEVER", "perhaps", "WEIGHT", "1E9999999")),
                        event("l1", "LAB", "2026-01-05", false, Map.of("RESULT", "N")),
                        event("l2", "LAB", "2026-01-04", false, Map.of("RESULT", "P")),
                        event("l3", "LAB", "2026-02-01", true, Map.of("RESULT", "P")))),
                "VISIT",
                Map.of("RESULT", Map.of("N", "Négatif")));

        assertThat(part.rows())
                .extracting(row -> row.values())
                .containsExactly(
                        Map.of("id", "v1", "born", "2020-02-29", "fever", "true", "result", "Négatif", "weight", "7.5"),
                        Map.of("id", "v2", "born", "2020-02-29", "result", "Négatif"));
        assertThat(part.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("P618");
            assertThat(finding.place()).isEqualTo("event v2");
        });
        assertThat(part.tally().used()).isEqualTo(2);
        assertThat(part.tally().ignored()).as("of another stage").isEqualTo(3);
        assertThat(columns.columns()).extracting(Column::personal).containsExactly(true, true, false, false, false);
        assertThat(columns.codes()).containsExactly("BIRTH_DATE", "FEVER", "LAB", "RESULT", "VISIT", "WEIGHT");
    }

    @Test
    void aRowEachEnrollmentTakesTheNewestThatHasTheElement() throws IOException {
        CaseColumns columns = read("case,enrollment,,,,\nresult,#{LAB.RESULT},,,,\n");
        Table.Part part = columns.rows(
                List.of(
                        record(
                                false,
                                event("l1", "LAB", "2026-01-05", false, Map.of("RESULT", "N")),
                                event("l2", "LAB", "2026-01-06", false, Map.of())),
                        record(true, event("l3", "LAB", "2026-01-05", false, Map.of("RESULT", "P")))),
                null,
                Map.of());

        assertThat(part.rows()).singleElement().satisfies(row -> {
            assertThat(row.place()).isEqualTo("enrollment e");
            assertThat(row.values()).isEqualTo(Map.of("case", "e", "result", "N"));
        });
        assertThat(part.tally().ignored()).isEqualTo(1);
    }

    @Test
    void aValueOfAPersonIsNotToldEvenWhereItIsWrong() throws IOException {
        CaseColumns columns = read("born,A{BIRTH_DATE},integer,,,\n");
        assertThat(columns.rows(List.of(record(false)), null, Map.of()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).doesNotContain("2020-02-29"));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Problems problems = catchThrowableOfType(Problems.class, () -> read("""
                a,name of the mother,,,,
                b,A{X},month,,,
                c,A{X},,maybe,,
                d,A{X},,,both,
                e,A{X},,,,
                e,A{Y},,,,
                """));
        assertThat(problems.all())
                .extracting(Problem::code)
                .containsOnly("P616")
                .hasSize(5);
        assertThat(problems.all())
                .extracting(Problem::place)
                .containsExactly("columns.csv:2", "columns.csv:3", "columns.csv:4", "columns.csv:5", "columns.csv:7");
    }

    private CaseColumns read(String lines) throws IOException {
        return CaseColumns.read(Files.writeString(folder.resolve("columns.csv"), HEAD + lines));
    }

    private static CaseRecord record(boolean deleted, CaseRecord.Event... events) {
        return new CaseRecord(
                "t",
                "e",
                "BDI_0101",
                "2026-01-01",
                "2026-01-02",
                "ACTIVE",
                deleted,
                Map.of("BIRTH_DATE", "2020-02-29"),
                List.of(events));
    }

    private static CaseRecord.Event event(
            String id, String stage, @Nullable String date, boolean deleted, Map<String, String> values) {
        return new CaseRecord.Event(id, stage, "BDI_0102", "COMPLETED", date, null, deleted, values);
    }
}
