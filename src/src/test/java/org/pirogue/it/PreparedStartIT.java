package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.start.Preparation;

/** The start with an archive of classes, as {@code ./pirogue} makes it; and that such an archive never stands in the way. */
@Tag("full")
class PreparedStartIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    static Path build;

    private static Path jar;
    private static Path archive;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        Path packaged;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            packaged = files.filter(file -> file.getFileName().toString().matches("pirogue-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
        Path app = build.resolve("app");
        run("-Djarmode=tools", "-jar", packaged.toString(), "extract", "--destination", app.toString());
        jar = app.resolve(packaged.getFileName());
        archive = build.resolve("classes.jsa");
        run(
                "-cp",
                jar.toString(),
                Preparation.class.getName(),
                archive.toString(),
                build.resolve("prepared").toString(),
                World.CHECKOUT.toString());
        assertThat(archive).isNotEmptyFile();
        assertThat(build.resolve("prepared/programs")).isDirectoryContaining("glob:**/programs-*");
        assertThat(build.resolve("prepared/rehearsal")).doesNotExist();
    }

    private static void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void classesComeFromTheArchiveWhileARecordingWatches() throws Exception {
        Path classes = folder.resolve("loaded.txt");
        Path recording = folder.resolve("recording.jfr");
        try (ChildPirogue pirogue = start(List.of(
                "-Xlog:class+load:file=" + classes,
                "-XX:StartFlightRecording=dumponexit=true,filename=" + recording))) {
            pirogue.ready();
            assertThat(pirogue.stop())
                    .hasValueSatisfying(status -> assertThat(status).isIn(0, 143));
        }
        assertThat(recording).isNotEmptyFile();
        try (Stream<String> lines = Files.lines(classes)) {
            assertThat(lines.filter(line -> line.endsWith("shared objects file (top)"))
                            .count())
                    .isGreaterThan(10_000);
        }
    }

    @Test
    void anArchiveOfAnotherBuildIsPassedOverInSilence() throws Exception {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        try (ChildPirogue pirogue = start(List.of())) {
            pirogue.ready();
            pirogue.stop();
            assertThat(pirogue.log()).doesNotContain("[warning]", "[error]", "archive");
        }
    }

    private ChildPirogue start(List<String> options) throws Exception {
        List<String> what = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off"));
        what.addAll(options);
        what.addAll(List.of("-cp", jar.toString(), "org.pirogue.cli.Main"));
        List<String> settings = new ArrayList<>();
        for (String connection : List.of("tracker", "hmis", "nmdr")) {
            settings.add("--pirogue.connections." + connection + ".url=http://127.0.0.1:9");
            settings.add("--pirogue.connections." + connection + ".token-file="
                    + World.secret(folder, connection, "d2pat_nobody"));
        }
        return ChildPirogue.start(what, World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings);
    }
}
