package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pirogue.country.CountryLint;

/** Every test that stands as YAML beside a flow or a kamelet, by the same runner as {@code ./pirogue test}. */
class YamlTest {
    private static final Path ROUTES = TestGround.HOME.resolve("routes");
    private static final Path KAMELET_TESTS = TestGround.HOME.resolve("kamelets/test");

    private static HomeTests tests() {
        return new HomeTests(TestGround.HOME, TestGround.ledger(), TestGround.scratch());
    }

    private static HomeTests ofKamelets() {
        HomeTests tests = tests();
        tests.addKamelets();
        return tests;
    }

    private static HomeTests ofFlows() throws IOException {
        HomeTests tests = tests();
        for (String country : countries()) {
            tests.addFlows(CountryLint.flows(TestGround.HOME, country));
        }
        return tests;
    }

    @TestFactory
    Stream<DynamicContainer> kamelets() {
        return containers(ofKamelets());
    }

    @TestFactory
    Stream<DynamicContainer> flows() throws IOException {
        return containers(ofFlows());
    }

    private static Stream<DynamicContainer> containers(HomeTests tests) {
        return tests.suites().stream()
                .map(suite -> dynamicContainer(
                        suite.tested(),
                        suite.file().toUri(),
                        suite.trials().stream().map(trial -> test(suite, trial))));
    }

    private static DynamicTest test(Suite suite, Trial trial) {
        return dynamicTest(
                trial.name(), suite.file().toUri(), () -> assertThat(trial.run().call())
                        .as(suite.place() + ":" + trial.line())
                        .isEmpty());
    }

    @Test
    void everyFileCanBeUsedAndNothingIsWithoutATest() throws IOException {
        for (HomeTests tests : List.of(ofKamelets(), ofFlows())) {
            assertThat(tests.problems())
                    .extracting(problem -> problem.text(Locale.ENGLISH))
                    .isEmpty();
            assertThat(tests.untested()).isEmpty();
            assertThat(tests.suites()).isNotEmpty();
        }
    }

    @Test
    void noFileIsLeftOut() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(ROUTES), Files.list(KAMELET_TESTS))) {
            assertThat(files.filter(file -> file.toString().endsWith(".test.yaml")))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ofKamelets(), ofFlows())
                            .flatMap(tests -> tests.suites().stream())
                            .map(Suite::file)
                            .toList());
        }
    }

    @Test
    void everyKameletHasSomeTests() {
        assertThat(ofKamelets().suites())
                .filteredOn(suite -> suite.file().endsWith(suite.tested() + ".test.yaml"))
                .allSatisfy(
                        suite -> assertThat(suite.trials()).as(suite.place()).hasSizeGreaterThan(2));
    }

    private static List<String> countries() throws IOException {
        try (Stream<Path> folders = Files.list(ROUTES)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("shared"))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
