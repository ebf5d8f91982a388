package org.pirogue.it;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunningPirogue;

/** The real application in a JVM of its own, as {@code ./pirogue run burundi} starts it. */
final class ChildPirogue implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int LAST_WORDS = 40;
    /** Far enough away: a test says when a flow runs. */
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private final Process process;
    private final DataFolder data;
    private final Path log;

    private ChildPirogue(Process process, Path data, Path log) {
        this.process = process;
        this.data = new DataFolder(data);
        this.log = log;
    }

    /** From the classes of this build. {@code home} holds routes, kamelets and config; {@code log} is appended to. */
    static ChildPirogue start(Path home, Path data, Path log, List<String> settings) throws IOException {
        return start(List.of("-cp", classPath(), "org.pirogue.cli.Main"), home, data, log, settings);
    }

    /** Another country than Burundi, from the classes of this build and the files of the checkout. */
    static ChildPirogue of(String country, Path folder, List<String> settings) throws IOException {
        return start(
                country,
                List.of("-cp", classPath(), "org.pirogue.cli.Main"),
                World.CHECKOUT,
                folder.resolve("data"),
                folder.resolve("log"),
                settings);
    }

    /** @param what of the Java command comes between its options and the words of the command line */
    static ChildPirogue start(List<String> what, Path home, Path data, Path log, List<String> settings)
            throws IOException {
        return start("burundi", what, home, data, log, settings);
    }

    private static ChildPirogue start(
            String country, List<String> what, Path home, Path data, Path log, List<String> settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.add("-Dpirogue.checkout=" + World.CHECKOUT);
        command.addAll(what);
        command.addAll(List.of("run", country, "--lang", "en", "--home", home.toString(), "--data", data.toString()));
        command.addAll(List.of(
                "--port",
                "0",
                "--as-long-as",
                String.valueOf(ProcessHandle.current().pid())));
        command.add("--pirogue.database.binaries="
                + Path.of("target/postgres-binaries").toAbsolutePath());
        flows(home, country).forEach(flow -> command.add("--pirogue.flows." + flow + ".schedule=" + NEVER));
        // Nor does one flow run because another has.
        if (country.equals("burundi")) {
            command.add("--pirogue.flows.hmis-to-nmdr.trigger=schedule");
        }
        command.addAll(settings);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new ChildPirogue(process, data, log);
    }

    private static List<String> flows(Path home, String country) throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("routes").resolve(country))) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    /** Without what only tests have: their logging, for one. */
    static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it listens and its health is good. */
    ChildPirogue ready() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new AssertionError("it ended with " + process.exitValue() + ":\n" + lastWords());
        }
        return this;
    }

    private boolean isReady() {
        return listening().isPresent() && api().isHealthy();
    }

    /** A file that a killed one has left behind does not count. */
    private Optional<DataFolder.Listening> listening() {
        return data.listening().filter(where -> where.pid() == process.pid());
    }

    int port() {
        return listening().orElseThrow().port();
    }

    RunningPirogue api() {
        return data.pirogue();
    }

    DataFolder data() {
        return data;
    }

    Process process() {
        return process;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What it said last: the log has that of every start before it, and a report of a test is cut at its end. */
    String lastWords() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }

    Run run(String flow, RunRequest.Mode mode) {
        return over(api().start(flow, RunRequest.of(mode)).run());
    }

    Run over(String run) {
        try {
            return await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> api().run(run), Run::isOver);
        } catch (ConditionTimeoutException stuck) {
            throw new AssertionError(stuck.getMessage() + "\n" + lastWords(), stuck);
        }
    }

    /** Ends it as {@code kill -9} does, and says whether its database lives on. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop. @return its exit status, or nothing if it is still there after half a minute */
    Optional<Integer> stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
    }

    /** The process of the embedded database, if it runs. */
    Optional<ProcessHandle> database() {
        try {
            Path file = data.folder().resolve("postgres/data/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
            return ProcessHandle.of(pid)
                    .filter(found -> found.info().command().orElse("").endsWith("postgres"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (stop().isEmpty()) {
            kill();
        }
        // Only where a test has failed between a kill and the next start.
        database().ifPresent(ProcessHandle::destroy);
    }
}
