package org.pirogue.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.Screen;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.RunningPirogue;

/** A Pirogue as a child process. Closing it stops it: asked first, killed if it does not listen. */
public final class PirogueProcess implements AutoCloseable, Followed.Wait {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int LAST_LINES = 25;

    private final Process process;
    private final Path log;
    private final Screen screen;
    private volatile boolean closing;

    private PirogueProcess(Process process, Path log, Screen screen) {
        this.process = process;
        this.log = log;
        this.screen = screen;
    }

    /** @param log where its standard output and error go */
    public static PirogueProcess start(List<String> command, Path log, Screen screen) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            return new PirogueProcess(process, log, screen);
        } catch (IOException e) {
            throw Refusal.failed("P521", log.toString(), e.getClass().getSimpleName());
        }
    }

    /**
     * Waits until it listens and its health is good.
     *
     * @throws Refusal P521 if it ends instead, P522 if it takes too long
     */
    public RunningPirogue whenReady(DataFolder data) throws InterruptedException {
        RunningPirogue pirogue = null;
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            if (pirogue == null && data.listening().isPresent()) {
                pirogue = data.pirogue();
            }
            if (pirogue != null && pirogue.isHealthy()) {
                return pirogue;
            }
            pass(LOOK_EVERY);
        }
        showLastLines();
        throw Refusal.failed("P522", READY_WITHIN.toSeconds(), log.toString());
    }

    /** Waits, but not for a process that is no more. */
    @Override
    public void pass(Duration time) throws InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ended();
        }
    }

    /** Returns when it is closed from elsewhere. */
    public void waitWhileItRuns() throws InterruptedException {
        process.waitFor();
        if (!closing) {
            throw ended();
        }
    }

    public long pid() {
        return process.pid();
    }

    private Refusal ended() {
        if (!closing) {
            showLastLines();
        }
        return Refusal.failed("P521", log.toString(), process.exitValue());
    }

    private void showLastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                    .forEach(line -> screen.tell("  | " + line));
        } catch (IOException e) {
            screen.tell("  | " + log);
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
