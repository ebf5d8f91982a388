package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.prepare.Problem;

/** Camel's schema and catalogue, told by file and line. */
class CamelCheckTest {
    @TempDir
    Path home;

    @Test
    void aStepThatCamelDoesNotKnowIsToldAtItsLine() throws IOException {
        write("""
                - route:
                    id: a
                    from:
                      uri: quartz:shared/a
                      steps:
                        - beam:
                            ref: sweep
                """);
        assertThat(problems()).anyMatch(found -> found.startsWith("P195 routes/shared/a.camel.yaml:6:"));
    }

    @Test
    void everyPlaceIsToldOnce() throws IOException {
        write("""
                - route:
                    id: a
                    from:
                      uri: quartz:shared/a
                      steps:
                        - beam:
                            ref: sweep
                        - to:
                            uri: log:a
                            speed: 3
                - route:
                    id: b
                    from:
                      uri: quartz:shared/b
                      steps:
                        - setBody:
                            simpel: x
                """);
        assertThat(problems())
                .extracting(found -> found.substring(0, found.indexOf(' ', 5)))
                .containsExactlyInAnyOrder(
                        "P195 routes/shared/a.camel.yaml:6:",
                        "P195 routes/shared/a.camel.yaml:10:",
                        "P195 routes/shared/a.camel.yaml:17:");
    }

    @Test
    void anOptionThatTheComponentLacksIsToldWithTheNearest() throws IOException {
        write("""
                - route:
                    id: a
                    from:
                      uri: quartz:shared/a
                      parameters:
                        cronn: "0 0 * * * ?"
                """);
        assertThat(problems())
                .anyMatch(found -> found.startsWith("P196 routes/shared/a.camel.yaml:6:")
                        && found.contains("'cronn'")
                        && found.contains("did you mean cron?"));
    }

    @Test
    void anOptionOfAnotherTypeIsTold() throws IOException {
        write("""
                - route:
                    id: a
                    from:
                      uri: quartz:shared/a
                      parameters:
                        stateful: perhaps
                """);
        assertThat(problems()).anyMatch(found -> found.startsWith("P196 routes/shared/a.camel.yaml:6:"));
    }

    private void write(String routes) throws IOException {
        for (String folder : new String[] {"routes/shared", "routes/none", "kamelets"}) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("routes/shared/a.camel.yaml"), routes);
    }

    private java.util.List<String> problems() {
        return CamelCheck.problems(home, "none").stream()
                .map((Problem found) -> FilesCheck.problem(found).text(Locale.ENGLISH))
                .toList();
    }
}
