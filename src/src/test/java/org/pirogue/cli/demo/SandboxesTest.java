package org.pirogue.cli.demo;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;

class SandboxesTest {
    @TempDir
    Path files;

    @Test
    void changesCasesOfASampleThatWasMadeSmaller() {
        Home home = new Home(checkout());
        try (Sandboxes servers = Sandboxes.start(home, CountryConfig.read(home, "burundi"), files, 800, 7L)) {
            assertThatCode(servers::change).doesNotThrowAnyException();
        }
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("config/burundi"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
