package org.pirogue.sandbox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a demonstration's checks find in the reports of a country was planted: the dice make none of it. */
class PlantedTest {
    private static final Path CONFIG = Path.of("../../config");
    private static final List<Long> SEEDS = List.of(1L, 20_270_101L, -7L);

    @TempDir
    Path folder;

    private record Report(String unit, String period) {}

    static Stream<Path> countries() throws IOException {
        try (Stream<Path> folders = Files.list(CONFIG)) {
            return folders
                    .map(country -> country.resolve("sandbox"))
                    .filter(sandbox -> Files.exists(sandbox.resolve("scenario.yaml")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** With the country's own seed, and with any other. */
    @ParameterizedTest
    @MethodSource("countries")
    void noReportContradictsItselfButTheMistypedOnes(Path sandbox) throws IOException {
        contradictsOnlyWherePlanted(Scenario.read(sandbox), sandbox);
        for (long seed : SEEDS) {
            contradictsOnlyWherePlanted(seeded(sandbox, seed), sandbox);
        }
    }

    private void contradictsOnlyWherePlanted(Scenario scenario, Path sandbox) {
        for (Routine routine : scenario.routines()) {
            Map<Report, Map<Names.Cell, Integer>> reports = reports(scenario, routine, sandbox);
            Set<String> contradicting = new TreeSet<>();
            reports.forEach((report, figures) -> {
                if (contradicts(routine, figures)) {
                    contradicting.add(report.unit() + "/" + report.period());
                }
            });
            assertThat(contradicting).as(sandbox + " " + routine.dataSet()).isEqualTo(planted(scenario, routine));
            assertThat(reports.keySet())
                    .as("what something was planted in came")
                    .containsAll(reported(scenario, routine));
        }
    }

    private static boolean contradicts(Routine routine, Map<Names.Cell, Integer> figures) {
        return figures.keySet().stream().anyMatch(whole -> {
            int parts = routine.elements().stream()
                    .filter(element -> whole.element().equals(element.within()))
                    .map(element -> new Names.Cell(element.element(), whole.options()))
                    .distinct()
                    .mapToInt(part -> figures.getOrDefault(part, 0))
                    .sum();
            return parts > figures.get(whole);
        });
    }

    private static Set<String> planted(Scenario scenario, Routine routine) {
        return slips(scenario, routine)
                .filter(slip -> slip.than() != null)
                .map(slip -> slip.orgUnit() + "/" + slip.period())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Report> reported(Scenario scenario, Routine routine) {
        Stream<Report> always = routine.always() == null
                ? Stream.of()
                : routine.always().stream().flatMap(unit -> Span.of(routine.every(), scenario.months()).stream()
                        .map(span -> new Report(unit, span.period())));
        return Stream.concat(always, slips(scenario, routine).map(slip -> new Report(slip.orgUnit(), slip.period())))
                .toList();
    }

    private static Stream<Routine.Slip> slips(Scenario scenario, Routine routine) {
        return scenario.allSlips().stream().filter(slip -> routine.isOf(slip.server(), slip.dataSet()));
    }

    private static Map<Report, Map<Names.Cell, Integer>> reports(Scenario scenario, Routine routine, Path sandbox) {
        Map<Report, Map<Names.Cell, Integer>> reports = new HashMap<>();
        List<Unit> units =
                Hierarchy.read(sandbox, scenario.orgUnits(), scenario.seed(), 0).at(routine.level());
        new ReportMaker(scenario, units).make(routine, (unit, period, cell, value, at) -> reports.computeIfAbsent(
                        new Report(unit.code(), period), none -> new HashMap<>())
                .put(cell, value));
        return reports;
    }

    private Scenario seeded(Path sandbox, long seed) throws IOException {
        JsonNode scenario =
                new YAMLMapper().readTree(sandbox.resolve("scenario.yaml").toFile());
        ((ObjectNode) scenario).put("seed", seed);
        new YAMLMapper().writeValue(folder.resolve("scenario.yaml").toFile(), scenario);
        return Scenario.read(folder);
    }
}
