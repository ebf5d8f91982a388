package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataCheck;
import org.pirogue.prepare.Problem;

/** The tables of a flow against what a stand-in DHIS2 has: a set with CONF by age, ITN and RDT, in three units. */
class MetadataCheckTest {
    private static final String HEAD =
            "source_data_element,source_category_options,target_data_element,target_category_options\n";
    private static final Map<String, String> SET = Map.of("connection", Bench.CONNECTION, "dataSet", "MALARIA");
    private final Ground ground = new Ground(TestGround.HOME, TestGround.ledger(), TestGround.scratch());

    @Test
    void tablesThatFitAreNotTalkedAbout() throws IOException {
        assertThat(misfits("CONF,U5,CONF,U5\nCONF,O5,CONF,O5\nITN,,ITN,\nRDT,,-,\n", null, List.of()))
                .isEmpty();
    }

    @Test
    void everyCodeThatAServerDoesNotHaveIsNamed() throws IOException {
        assertThat(misfits("CONF,U5,CONF,UNDER_5\nMAL,,ITN,\nITN,,NETS,\nRDT,,-,\n", null, List.of()))
                .extracting(problem -> problem.code() + " " + problem.place() + " " + problem.value())
                .containsExactlyInAnyOrder("P197 mapping.csv MAL", "P197 target NETS", "P197 target CONF/UNDER_5");
    }

    @Test
    void whatStandsInNoRowIsNamed() throws IOException {
        String units = "source_org_unit,target_org_unit\nA,A\nC,-\n";
        assertThat(misfits("CONF,U5,CONF,U5\n", units, List.of()))
                .extracting(problem -> problem.code() + " " + problem.place() + " " + problem.value())
                .containsExactly("P198 mapping.csv ITN, RDT", "P198 org-units.csv B");
    }

    @Test
    void periodTypesMustMeet() throws IOException {
        List<Flow.Step> quarters = List.of(new Flow.Step(
                "convert-period-action", Map.of("sourcePeriodType", "Monthly", "targetPeriodType", "Quarterly")));
        assertThat(misfits("CONF,U5,CONF,U5\nITN,,-,\nRDT,,-,\n", null, quarters))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("P199");
                    assertThat(problem.value()).isEqualTo("Quarterly");
                });
    }

    @Test
    void aSetThatIsNotThereIsOneProblemAndNotTheEndOfTheCheck() throws IOException {
        Map<String, String> none = Map.of("connection", Bench.CONNECTION, "dataSet", "NONE");
        assertThat(misfits(none, "CONF,U5,XX,U5\nITN,,-,\nRDT,,-,\n", null, List.of()))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("P311", "P197");
    }

    private List<Problem> misfits(String mapping, String units, List<Flow.Step> more) throws IOException {
        return misfits(SET, mapping, units, more);
    }

    private List<Problem> misfits(Map<String, String> source, String mapping, String units, List<Flow.Step> more)
            throws IOException {
        Path folder = ground.folder("flow");
        Files.writeString(folder.resolve("mapping.csv"), HEAD + mapping);
        if (units != null) {
            Files.writeString(folder.resolve("org-units.csv"), units);
        }
        List<Flow.Step> collect = new ArrayList<>();
        collect.add(new Flow.Step("dhis2-data-values-source", source));
        collect.addAll(more);
        collect.add(new Flow.Step("map-codes-action", Map.of("mapping", "mapping.csv")));
        collect.add(new Flow.Step("changed-slices-action", SET));
        Flow flow = new Flow(
                "fits", "test", folder, collect, List.of(new Flow.Step("dhis2-data-values-sink", SET)), "test.fits");
        try (Bench bench = new Bench(
                ground,
                new Flows(List.of(flow)),
                LocalDate.of(2026, 10, 15),
                Map.of(Bench.CONNECTION, TestGround.HOME.resolve("kamelets/test/hmis.json")))) {
            bench.camel.start();
            return bench.bean(MetadataCheck.class).of(flow);
        }
    }
}
