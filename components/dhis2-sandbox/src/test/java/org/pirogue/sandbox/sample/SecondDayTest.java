package org.pirogue.sandbox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.values.DataValue;

/** What a country without a line list reports, and what becomes of it on the second day. */
class SecondDayTest {
    private static final Path TINY = Path.of("src/test/resources/sample/tiny");
    private static final String WEEKS = """
            seed: 7
            months: {from: "202512", to: "202601"}
            servers:
              pbf: {metadata: pbf.json, user: reader, assigned: {VISITS: {without: [T_1_03]}}}
            season: [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
            orgUnits: {file: org-units.csv, opened: 2020-01-01, closed: {}, kinds: [Post], placeStarts: [Aba, Eme], placeEnds: [ro, lu, ni]}
            routine:
              - server: pbf
                dataSet: VISITS
                every: week
                completeness: 0.7
                registered: 1.0
                overdue: 0.5
                elements:
                  - {element: NEW, mean: 8, season: 0.0, to: "202512"}
                  - {element: KIND, options: {A: 3, B: 40}, season: 1.0, from: "202601"}
            reports:
              - {server: pbf, dataSet: VISITS, late: 3, corrected: 2, taken: 1}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(TINY)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("scenario.yaml"), WEEKS);
    }

    @Test
    void weeksCrossTheYearAndElementsChangeInJanuary() {
        try (Sandbox server = Sandbox.start(SandboxOptions.named("pbf"))) {
            Sample.load(folder).fill("pbf", server);
            Set<String> periods = server.dataValues().all().stream()
                    .map(DataValue::period)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(periods)
                    .contains("2025W49", "2025W52", "2026W1", "2026W4")
                    .doesNotContain("2026W5", "2025W53");
            String before = element(server, "NEW");
            assertThat(server.dataValues().all())
                    .filteredOn(value -> value.dataElement().equals(before))
                    .extracting(DataValue::period)
                    .contains("2025W52")
                    .doesNotContain("2026W1");
        }
    }

    @Test
    void aForgottenUnitIsNotAssigned() {
        try (Sandbox server = Sandbox.start(SandboxOptions.named("pbf"))) {
            Sample.load(folder).fill("pbf", server);
            String forgotten = server.metadata()
                    .orgUnits()
                    .byCode("T_1_03")
                    .map(OrgUnit::id)
                    .orElseThrow();
            assertThat(server.metadata()
                            .byCode("dataSets", "VISITS")
                            .orElseThrow()
                            .path("organisationUnits"))
                    .hasSize(3)
                    .noneMatch(unit -> unit.path("id").asText().equals(forgotten));
        }
    }

    @Test
    void reportsComeLateAreCorrectedAndTakenAwayAndNothingElseChanges() throws IOException {
        String all = Files.readString(folder.resolve("scenario.yaml"))
                .replace(", assigned: {VISITS: {without: [T_1_03]}}", "");
        Files.writeString(
                folder.resolve("scenario.yaml"),
                all.replace("every: week", "every: month")
                        .replace("202512\", to: \"202601\"}", "202411\", to: \"202601\"}"));
        Sample sample = Sample.load(folder);
        try (Sandbox server = Sandbox.start(SandboxOptions.named("pbf"))) {
            Sample.Access access = sample.fill("pbf", server);
            int registered = server.completeness().all().size();

            Set<String> changed = sample.report("pbf", server.url(), access);

            assertThat(changed).hasSize(3 + 2 + 1);
            assertThat(server.completeness().all()).hasSize(registered + 3);
            assertThat(server.dataValues().all()).filteredOn(DataValue::deleted).hasSize(1);
        }
    }

    private static String element(Sandbox server, String code) {
        return server.metadata()
                .byCode("dataElements", code)
                .orElseThrow()
                .path("id")
                .asText();
    }
}
