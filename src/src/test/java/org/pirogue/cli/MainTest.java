package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program in a JVM of its own. */
final class MainTest {

    @Test
    void writesAccentsWhateverThePlatformsEncoding() throws Exception {
        Process process = main("-Dfile.encoding=US-ASCII", "status", "--help", "--lang=fr");
        assertThat(process.waitFor()).isZero();
        assertThat(read(process)).contains("l’état de la Pirogue").doesNotContain("?");
    }

    @Test
    void endsWithTheExitCodeAndSaysNothingOnStandardOutput() throws Exception {
        Process process =
                main("-Dpirogue.checkout=" + Path.of("target").toAbsolutePath(), "status", "--data", "target/nowhere");
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(read(process)).isEmpty();
    }

    private static Process main(String option, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", option, "-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
