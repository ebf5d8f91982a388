package org.pirogue.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StartupProblemsTest {

    @Test
    void tellsTheProblemsOfAllChecksAtOnce() {
        StartupCheck one = problems -> problems.add("P105", "a", 1, 2);
        StartupCheck good = problems -> {};
        StartupCheck two = problems -> problems.add("P121", "tcp://somewhere");

        assertThatThrownBy(() -> new StartupGate(List.of(one, good, two)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContainingAll("P105 setting 'a' is 1", "P121 the broker tcp://somewhere does not answer");
    }

    @Test
    void opensWhenThereIsNothingToTell() {
        new StartupGate(List.of(problems -> {}));
    }

    @Test
    void speaksFrenchToAFrenchMachineAndEnglishToAnyOther() {
        var problem = Problem.of("P121", "tcp://somewhere");

        assertThat(problem.text(Locale.FRENCH)).startsWith("P121 le courtier de messages tcp://somewhere");
        assertThat(problem.text(Locale.ENGLISH)).startsWith("P121 the broker");
        assertThat(problem.text(Locale.GERMAN)).startsWith("P121 the broker");
    }

    @Test
    void leavesNoTextUntranslated() throws IOException {
        assertThat(texts("/messages/startup_fr.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        texts("/messages/startup.properties").stringPropertyNames());
    }

    @Test
    void reportsEveryLineOfAFailureThatLiesDeepInAnother() {
        var failure = new StartupFailure(List.of(Problem.of("P105", "a", 1, 2), Problem.of("P121", "x")));

        var analysis = new StartupFailureReport().analyze(new IllegalStateException("bean", failure));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).startsWith("2 ").contains("\n  P105 ", "\n  P121 ");
    }

    private static Properties texts(String resource) throws IOException {
        var properties = new Properties();
        try (var in = StartupProblemsTest.class.getResourceAsStream(resource)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
