package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All files or none, also when it is broken off. */
class PlacingTest {
    @TempDir
    Path home;

    @BeforeEach
    void aHome() throws IOException {
        Files.createDirectories(home.resolve("kamelets"));
        Files.writeString(home.resolve("kamelets/a"), "old a");
        Files.writeString(home.resolve("kamelets/gone"), "still needed");
    }

    @Test
    void putsAllInPlace() throws IOException {
        try (Placing placing = new Placing(home)) {
            placing.place(plan("kamelets/a", "routes/x/b"));
        }
        assertThat(home.resolve("kamelets/a")).hasContent("new");
        assertThat(home.resolve("routes/x/b")).hasContent("new");
        assertThat(home.resolve("kamelets/gone")).doesNotExist();
        assertThat(LockFile.read(home, "x").home()).isEqualTo("here");
    }

    /** The second file cannot be written: something that is no folder stands where its folder would be. */
    @Test
    void aFailureInTheMiddleLeavesNothingBehind() throws IOException {
        Files.writeString(home.resolve("routes"), "no folder");
        try (Placing placing = new Placing(home)) {
            assertThatThrownBy(() -> placing.place(plan("kamelets/a", "kamelets/new", "routes/x/b")))
                    .hasMessageStartingWith("P647");
        }
        assertThat(home.resolve("kamelets/a")).hasContent("old a");
        assertThat(home.resolve("kamelets/new")).doesNotExist();
        assertThat(home.resolve("kamelets/gone")).hasContent("still needed");
        assertThat(home.resolve(LockFile.NAME)).doesNotExist();
    }

    @Test
    void whatAKillLeftHalfDoneIsTakenBackByTheNext() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(killed.waitFor()).isEqualTo(9);
        assertThat(home.resolve("kamelets/a")).hasContent("new");
        assertThat(home.resolve(LockFile.NAME)).doesNotExist();
        try (Placing placing = new Placing(home)) {
            assertThat(placing.undone()).isTrue();
        }
        assertThat(home.resolve("kamelets/a")).hasContent("old a");
        assertThat(home.resolve("kamelets/gone")).hasContent("still needed");
        try (Placing placing = new Placing(home)) {
            assertThat(placing.undone()).isFalse();
        }
    }

    @Test
    void oneAtATime() {
        try (Placing first = new Placing(home)) {
            assertThat(first.undone()).isFalse();
            assertThatThrownBy(() -> new Placing(home)).hasMessageStartingWith("P641");
        }
        new Placing(home).close();
    }

    static Plan plan(String... paths) {
        Map<String, byte[]> writes = new TreeMap<>();
        for (String path : paths) {
            writes.put(path, "new".getBytes(UTF_8));
        }
        return new Plan(
                new TreeMap<>(writes),
                new TreeSet<>(Set.of("kamelets/gone")),
                new TreeSet<>(),
                new Lock(Lock.FORMAT, "here", List.of()),
                List.of());
    }

    /** Is killed with the second file in place and the third not. */
    static final class Killed {
        public static void main(String[] args) {
            new Placing(Path.of(args[0]), path -> {
                        if (path.equals("kamelets/b")) {
                            Runtime.getRuntime().halt(9);
                        }
                    })
                    .place(plan("kamelets/a", "kamelets/b", "kamelets/c"));
        }
    }
}
