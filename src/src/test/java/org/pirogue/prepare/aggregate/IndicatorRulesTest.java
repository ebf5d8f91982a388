package org.pirogue.prepare.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.pirogue.prepare.Problem;

class IndicatorRulesTest {
    private static final Path RULES = Path.of("../routes/drc/mpox-to-aggregate/rules.csv");
    private static final String CLOSED = "\"analyticsPeriodBoundaries\":["
            + "{\"boundaryTarget\":\"EVENT_DATE\",\"analyticsPeriodBoundaryType\":\"AFTER_START_OF_REPORTING_PERIOD\"},"
            + "{\"boundaryTarget\":\"EVENT_DATE\",\"analyticsPeriodBoundaryType\":\"BEFORE_END_OF_REPORTING_PERIOD\"}]";

    @Test
    void writesCodesForUidsAndTheElementThatIsSetForExport() throws IOException {
        IndicatorRules rules = of("""
                {"programIndicators": [{"id": "a1", "code": "POSITIVE", "analyticsType": "EVENT", "aggregationType": "COUNT",
                  "expression": "V{event_count}", "filter": "#{s1.e1} == 'POS'\\n && A{t1} < 5 && #{s2.e2} > 1",
                  "aggregateExportDataElement": "d1", "aggregateExportCategoryOptionCombo": "YOUNG", %s}],
                 "programStages": [{"id": "s1", "code": "VISIT"}, {"id": "s2"}],
                 "dataElements": [{"id": "e1", "code": "RESULT"}, {"id": "e2", "code": "WITH.DOT"}, {"id": "d1", "code": "CONF"}],
                 "trackedEntityAttributes": [{"id": "t1", "code": "AGE"}],
                 "categoryOptions": [{"id": "o1", "code": "U5"}, {"id": "o2", "code": "F"}],
                 "categoryOptionCombos": [{"id": "x", "categoryOptions": [{"id": "o1"}]},
                   {"id": "c1", "code": "YOUNG", "categoryOptions": [{"id": "o1"}, {"id": "o2"}]}]}""".formatted(CLOSED));
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.rows())
                .containsExactly(new IndicatorRules.Row(
                        "CONF",
                        "U5;F",
                        "events",
                        "#{VISIT.RESULT} == 'POS' && A{AGE} < 5 && #{s2.e2} > 1",
                        "event",
                        "a1"));
    }

    @Test
    void tellsAllThatNoRuleCanSay() throws IOException {
        IndicatorRules rules = of("""
                {"programIndicators": [{"id": "a1", "code": "STRANGE", "analyticsType": "EVENT", "aggregationType": "AVERAGE",
                  "expression": "V{event_count}", "aggregateExportCategoryOptionCombo": "NOWHERE",
                  "analyticsPeriodBoundaries": [{"boundaryTarget": "EVENT_DATE",
                    "analyticsPeriodBoundaryType": "AFTER_START_OF_REPORTING_PERIOD"}]}]}""");
        assertThat(rules.rows()).isEmpty();
        assertThat(rules.problems()).extracting(Problem::code).containsExactly("P820", "P821", "P822", "P823");
        assertThat(rules.problems()).allMatch(each -> each.place().equals("STRANGE (a1)"));
    }

    @Test
    void saysOfAMonthBeforeAndOfAnEventsIncidentThatNoRuleCountsSo() throws IOException {
        String indicator = """
                {"programIndicators": [{"id": "a1", "analyticsType": "EVENT", "aggregationType": "COUNT",
                  "expression": "V{event_count}", "aggregateExportDataElement": "d1", %s}]}""";
        assertThat(of(indicator.formatted(
                                CLOSED.replace("\"boundaryTarget\"", "\"offsetPeriods\":-1,\"boundaryTarget\"")))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("P823");
        assertThat(of(indicator.formatted(CLOSED.replace("EVENT_DATE", "INCIDENT_DATE")))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("P823");
    }

    /** Eight rows of the flow are what the package says, word for word; the two that it cannot say are the flow's own. */
    @Test
    void makesTheMpoxRulesOfTheStandardPackage() throws IOException {
        Path folder = shared();
        Assumptions.assumeTrue(Files.isDirectory(folder), "public metadata are not beside the checkout");
        IndicatorRules rules = IndicatorRules.of(List.of(
                json(folder.resolve("MPOX_CRF_COMPLETE_DHIS2.40.json")),
                json(folder.resolve("MPOX_AGG_COMPLETE_DHIS2.40.json"))));
        assertThat(rules.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("P823", "MPOX_CS_CONFIRMED_LABORATORY_CRF (tHntRJnNYC4)"),
                        org.assertj.core.groups.Tuple.tuple(
                                "P823", "MPOX_CS_CONFIRMED_LABORATORY_CRF_CLADE_I_B (kJelvmQz9Q0)"));
        assertThat(rows()).hasSize(10).containsAll(rules.rows());
        assertThat(rules.rows()).hasSize(8);
    }

    private static List<IndicatorRules.Row> rows() throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(RULES)) {
            return rows.stream()
                    .map(row -> new IndicatorRules.Row(
                            row.getField("data_element"),
                            row.getField("category_options"),
                            row.getField("count"),
                            row.getField("when"),
                            row.getField("date"),
                            row.getField("note")))
                    .toList();
        }
    }

    private static Path shared() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("shared/data/metadata"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("absent") : at.resolve("shared/data/metadata");
    }

    private static IndicatorRules of(String json) throws IOException {
        return IndicatorRules.of(List.of(new ObjectMapper().readTree(json)));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
