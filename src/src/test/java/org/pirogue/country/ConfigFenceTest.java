package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.Pirogue;
import org.pirogue.home.StartupFailure;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A country's settings are looked at before Spring, Camel or the logging acts on them. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigFenceTest {
    @TempDir
    Path home;

    @Test
    void aCountryThatNamesAClassOfSpringIsRefusedBeforeItIsLoaded(CapturedOutput output) throws IOException {
        Path config = Files.createDirectories(home.resolve("config/atlantis"));
        Files.writeString(config.resolve("application-atlantis.yaml"), """
                pirogue.country: atlantis
                spring.main.sources: org.example.Steal
                logging.config: file:/nowhere/logback.xml
                """);
        assertThatThrownBy(() -> Pirogue.start("--pirogue.home=" + home, "--pirogue.country=atlantis"))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("P193 config/atlantis/application-atlantis.yaml:2")
                .hasMessageContaining("P193 config/atlantis/application-atlantis.yaml:3");
        assertThat(output.getAll())
                .contains("P193")
                .doesNotContain("at org.pirogue", "ClassNotFound", "nowhere/logback.xml not");
    }
}
