package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tutorial, carried out as it is read: every file is written, every command typed into a shell, and what is shown under
 * it must come. Only ports are others, so that it can run beside anything.
 */
@Tag("full")
class TutorialIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern PORT = Pattern.compile("\\b80(?:91|92|95)\\b");
    private static final String END = "--- end of block ";

    @TempDir
    Path folder;

    private final List<Process> windows = new ArrayList<>();
    private final Map<String, String> ports = new TreeMap<>();
    private Path home;
    private Path checkout;
    private Process shell;
    private BufferedWriter typed;
    private BufferedReader shown;
    private int blocks;

    /** A folder like a packaged Pirogue's: the one command, over the jar that was built, and what ships beside it. */
    @BeforeEach
    void pirogue() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        checkout = Files.createDirectories(folder.resolve("pirogue"));
        for (String part : List.of("kamelets", "routes", "config", "deploy")) {
            Files.createSymbolicLink(checkout.resolve(part), World.CHECKOUT.resolve(part));
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(
                checkout.resolve("pirogue"),
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -Dpirogue.checkout='"
                        + checkout + "' -jar '" + jar() + "' \"$@\"\n");
        assertThat(checkout.resolve("pirogue").toFile().setExecutable(true)).isTrue();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("pirogue-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("build the jar first"))
                    .toAbsolutePath();
        }
    }

    @AfterEach
    void close() {
        Stream.concat(Stream.of(shell), windows.stream())
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
                .toList()
                .forEach(ProcessHandle::destroy);
        windows.forEach(window -> assertThat(window.onExit())
                .as("a window closes when it is asked to")
                .succeedsWithin(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"tutorial.md, en_GB.UTF-8", "tutoriel.md, fr_FR.UTF-8"})
    void canBeFollowedWordByWord(String file, String language) throws Exception {
        open(language);
        String output = "";
        Path window = null;
        for (Tutorial.Block block : Tutorial.read(checkout.resolve("deploy").resolve(file))) {
            String place = file + ":" + block.line();
            switch (block.kind()) {
                case FILE -> write(block);
                case COMMANDS -> {
                    output = run(block.text());
                    window = null;
                }
                case WINDOW -> window = window(block.text(), language);
                case SHOWS -> {
                    if (window == null) {
                        assertShows(place, output, block.text());
                    } else {
                        awaitShows(place, window, block.text());
                    }
                }
            }
        }
    }

    private void open(String language) throws IOException {
        shell = bash(language).redirectErrorStream(true).start();
        typed = shell.outputWriter(StandardCharsets.UTF_8);
        shown = shell.inputReader(StandardCharsets.UTF_8);
    }

    private ProcessBuilder bash(String language) {
        ProcessBuilder bash = new ProcessBuilder("bash").directory(checkout.toFile());
        bash.environment().put("HOME", home.toString());
        bash.environment().put("LANG", language);
        bash.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("PIROGUE_"));
        return bash;
    }

    private void write(Tutorial.Block block) throws IOException {
        Path file = home.resolve(block.path());
        Files.createDirectories(file.getParent());
        Files.writeString(file, withFreePorts(block.text()));
    }

    private String run(String commands) throws IOException {
        String end = END + ++blocks;
        typed.write(withFreePorts(commands) + "\necho '" + end + "'\n");
        typed.flush();
        StringBuilder output = new StringBuilder();
        String line = shown.readLine();
        while (line != null && !line.equals(end)) {
            output.append(line).append('\n');
            line = shown.readLine();
        }
        assertThat(line).as("the shell ended in:\n" + commands + output).isNotNull();
        return output.toString();
    }

    private Path window(String commands, String language) throws IOException {
        Path log = folder.resolve("window-" + windows.size() + ".log");
        Process window = bash(language)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        windows.add(window);
        try (BufferedWriter keys = window.outputWriter(StandardCharsets.UTF_8)) {
            keys.write(withFreePorts(commands));
        }
        return log;
    }

    private String withFreePorts(String text) {
        return PORT.matcher(text).replaceAll(port -> ports.computeIfAbsent(port.group(), none -> freePort()));
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertShows(String place, String output, String expected) {
        assertThat(output)
                .as(place)
                .matches(text -> Tutorial.shows(text, withFreePorts(expected)), "shows\n" + expected);
    }

    private void awaitShows(String place, Path log, String expected) {
        await(place + " in " + log)
                .atMost(PATIENCE)
                .until(() -> Tutorial.shows(Files.readString(log), withFreePorts(expected)));
    }
}
