package org.pirogue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.home.words.Sentences;

/**
 * Where a command writes: results to standard output, progress and errors to standard error.
 */
public final class Screen {
    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(5);
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean moving;
    private final Messages messages;
    private String stage = "";
    private long stageShownAt;
    private boolean lineIsOpen;

    /** @param moving whether standard error is a terminal, where a line of progress can be written over */
    public Screen(PrintStream out, PrintStream err, boolean moving, Messages messages) {
        this.out = out;
        this.err = err;
        this.moving = moving;
        this.messages = messages;
    }

    public Messages messages() {
        return messages;
    }

    public String text(String key, Object... args) {
        return messages.text(key, args);
    }

    /** What the code says in English, in the language of this screen. */
    public String sentence(@Nullable String english) {
        return english == null ? "" : Sentences.in(messages.locale()).say(english);
    }

    /** A line of the result, to standard output. */
    public void print(String line) {
        closeLine();
        out.println(line);
        out.flush();
    }

    /** @param columns names of its headings, {@code column.NAME} in the bundles; {@code firstNumber} as of {@link Table} */
    public Table table(int firstNumber, String... columns) {
        return new Table(
                firstNumber,
                Stream.of(columns).map(each -> text("column." + each)).toList());
    }

    /** A table of the result, to standard output. */
    public void print(Table table) {
        table.lines().forEach(this::print);
    }

    /** A message, to standard error. */
    public void say(String key, Object... args) {
        tell(messages.text(key, args));
    }

    /** A line as it is, to standard error. */
    public void tell(String line) {
        closeLine();
        err.println(line);
        err.flush();
    }

    /**
     * A line of progress. On a terminal it replaces the one before; elsewhere it is written when the stage changes,
     * and every five seconds.
     */
    public void progress(String newStage, String line) {
        if (moving) {
            err.print(CLEAR_LINE + line);
            err.flush();
            lineIsOpen = true;
            return;
        }
        long now = System.nanoTime();
        if (!newStage.equals(stage) || now - stageShownAt > BETWEEN_PLAIN_LINES.toNanos()) {
            stage = newStage;
            stageShownAt = now;
            err.println(line);
        }
    }

    PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, UTF_8), true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, UTF_8), true);
    }

    private void closeLine() {
        if (lineIsOpen) {
            err.print(CLEAR_LINE);
            lineIsOpen = false;
        }
    }
}
