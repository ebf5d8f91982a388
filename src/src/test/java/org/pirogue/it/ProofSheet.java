package org.pirogue.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a suite has shown, in figures: {@code target/proof/NAME.json}, and a row for the table of {@code deploy/proof.md}. */
final class ProofSheet {
    private static final Path PLACE = Path.of("target/proof");

    private final String name;
    private final String what;
    private final Instant begun = Instant.now();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    /** @param what in words, as the table shows it */
    ProofSheet(String name, String what) {
        this.name = name;
        this.what = what;
    }

    /** How often a fault is done: fewer times for a first look, with {@code -Dpirogue.proof.percent=5}; but once at least. */
    static int times(int full) {
        return Math.max(1, full * Integer.getInteger("pirogue.proof.percent", 100) / 100);
    }

    ProofSheet count(String figure, Object value) {
        figures.put(figure, value);
        return this;
    }

    /** Figures that are not of an exchange that was judged. */
    void write() throws IOException {
        Map<String, Object> sheet = new LinkedHashMap<>();
        sheet.put("what", what);
        sheet.putAll(figures);
        place(sheet);
        write(sheet, "| %s | %s |%n".formatted(what, figures));
    }

    /** @param times how often the fault was done */
    void write(long times, Judgement judgement) throws IOException {
        long seconds = Duration.between(begun, Instant.now()).toSeconds();
        Map<String, Object> sheet = new LinkedHashMap<>();
        sheet.put("what", what);
        sheet.put("times", times);
        sheet.put("cells", judgement.cells());
        sheet.put("lost", judgement.lost().size());
        sheet.put("unexpected", judgement.unexpected().size());
        sheet.put("wrong", judgement.wrong().size());
        sheet.put("doubled", judgement.doubled().size());
        sheet.put("repeats", judgement.repeats());
        sheet.put("seconds", seconds);
        place(sheet);
        sheet.putAll(figures);
        write(sheet, row(sheet, seconds));
    }

    private static void place(Map<String, Object> sheet) {
        sheet.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        sheet.put("machine", machine());
        sheet.put("command", System.getProperty("pirogue.proof.command", "mvn -B verify"));
    }

    private void write(Map<String, Object> sheet, String row) throws IOException {
        Files.createDirectories(PLACE);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(PLACE.resolve(name + ".json").toFile(), sheet);
        Files.writeString(PLACE.resolve(name + ".md"), row);
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.specification.version");
    }

    private String row(Map<String, Object> sheet, long seconds) {
        return "| %s | %s | %s | %s | %s | %s | %s | %d | %s |%n"
                .formatted(
                        what,
                        sheet.get("times"),
                        sheet.get("cells"),
                        sheet.get("lost"),
                        (int) sheet.get("wrong") + (int) sheet.get("unexpected"),
                        sheet.get("doubled"),
                        sheet.get("repeats"),
                        seconds,
                        figures.isEmpty() ? "" : figures);
    }
}
