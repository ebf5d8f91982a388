package org.pirogue.flow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.flow.Flow;

class TableRulesTest {
    @TempDir
    private Path folder;

    private Flow flow(String kamelet, String rules) throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Flow.Step source = new Flow.Step("table-file-source", Map.of());
        Flow.Step step = new Flow.Step(kamelet, Map.of("rules", "rules.yaml"));
        return new Flow("f", "w", folder, List.of(source, step), List.of(), "w.f");
    }

    private void check(String kamelet, String rules) throws IOException {
        Flow flow = flow(kamelet, rules);
        List<Flow.Step> steps = TableRules.steps(flow);
        assertThat(steps).hasSize(1);
        TableRules.check(flow, steps.get(0));
    }

    @Test
    void rulesAreReadWithTheTablesThatTheyName() throws IOException {
        Files.writeString(folder.resolve("lab.csv"), "id;result\n1;POS\n");
        Files.writeString(folder.resolve("units.csv"), "org_unit,parent\nBI,\n");
        String join = "with: {file: lab.csv, columns: [id, result]}\nby: [id]\ntake: [result]\n";
        String anonymise = "{recipient: eoc, units: units.csv, anonymity: none,"
                + " columns: [{column: unit, do: level, level: 1}]}";
        assertThatCode(() -> check("deduplicate-action", "by: [id]")).doesNotThrowAnyException();
        assertThatCode(() -> check("join-action", join)).doesNotThrowAnyException();
        assertThatCode(() -> check("anonymise-action", anonymise)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("join-action", join.replace("lab.csv", "none.csv")))
                .hasMessageContaining("P667 none.csv");
        assertThatThrownBy(() -> check("join-action", join.replace("[id, result]", "[id, result, day]")))
                .hasMessageContaining("[day]");
        assertThatThrownBy(() -> check("anonymise-action", anonymise.replace("units.csv", "none.csv")))
                .hasMessageContaining("P210");
        assertThatThrownBy(() -> check("join-action", join.replace("lab.csv", "../lab.csv")))
                .hasMessageContaining("P188");
        assertThatThrownBy(() -> check("deduplicate-action", "by: id\nkept: 1")).hasMessageContaining("3 problems");
    }

    @Test
    void aVersionCarriesTheRulesThatItsSharesAreHeldBackBy() throws IOException {
        Files.writeString(folder.resolve("about.yaml"), "small-cells: {columns: [cases, deaths], least: 7}");
        Flow flow = flow(
                "anonymise-action",
                "{recipient: eoc, anonymity: {quasi-identifiers: [sex], k: 3, below: suppress, person: id},"
                        + " columns: [{column: id, do: pseudonym}, {column: sex, do: keep}]}");

        assertThat(DatasetSink.guards(flow, "about.yaml").toString())
                .contains("\"anonymised\":true")
                .contains("\"anonymity\":{\"k\":3,\"person\":\"id\",\"quasiIdentifiers\":[\"sex\"]}")
                .contains("\"smallCells\":{\"least\":7,\"columns\":[\"cases\",\"deaths\"]}");
        assertThat(DatasetSink.guards(flow("deduplicate-action", "by: [id]"), "")
                        .toString())
                .isEqualTo("{\"cases\":false,\"anonymised\":false}");
    }
}
