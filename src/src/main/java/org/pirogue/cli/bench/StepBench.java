package org.pirogue.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pirogue.cli.ChildJvm;
import org.pirogue.cli.Exit;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.Screen;
import org.pirogue.cli.Table;
import org.pirogue.cli.test.TestFolder;
import org.pirogue.ledger.ScratchLedger;

/**
 * Measures steps alone, each in a process of its own with a heap of 512 MB: first with a tenth of the rows, then with all, so
 * that memory can be seen not to grow with them.
 */
final class StepBench {
    private static final int HEAP_MIB = 512;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Screen screen;
    private final Path checkout;
    private final String mainClass;
    private final BenchOptions options;

    /** @param given rows or values that came out */
    record Measured(String step, long rows, long given, double seconds, Memory memory) {}

    StepBench(Screen screen, Path checkout, String mainClass, BenchOptions options) {
        this.screen = screen;
        this.checkout = checkout;
        this.mainClass = mainClass;
        this.options = options;
    }

    Exit measure() {
        if (!options.alone.isEmpty()) {
            return alone(Step.valueOf(options.alone));
        }
        double loadBefore = Bench.load();
        List<Measured> all = new ArrayList<>();
        for (Step step : Arrays.stream(Step.values()).filter(options::wants).toList()) {
            for (long rows : new long[] {Math.max(1, options.values / 10), options.values}) {
                screen.say("bench.running", screen.text("bench.step." + step) + ", " + rows);
                all.add(child(step, rows));
            }
        }
        if (options.json) {
            screen.print(json(Map.of("steps", all, "loadBefore", loadBefore, "loadAfter", Bench.load())));
        } else {
            tell(all, loadBefore);
        }
        return Exit.OK;
    }

    /** In this process: rows are many, and what they leave in memory is to be this step's alone. */
    private Exit alone(Step step) {
        Path collections = checkout.resolve("data").resolve(log(step));
        try (TestFolder folder = TestFolder.in(checkout.resolve("data"), ScratchLedger::start);
                BenchDatasets datasets =
                        new BenchDatasets(folder.ledger(), folder.path().resolve("datasets"))) {
            Step.Ground ground = new Step.Ground(
                    folder.ledger().scratch(),
                    datasets,
                    folder.path().resolve("laboratory.csv"),
                    checkout.resolve("routes/burundi/tracker-to-hmis/rules.csv"));
            step.prepared(options.values, ground);
            long start = System.nanoTime();
            long given = step.run(options.values, ground);
            double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
            Memory memory = Memory.of(ProcessHandle.current().pid(), collections);
            screen.print(json(new Measured(step.name(), options.values, given, seconds, memory)));
            return Exit.OK;
        }
    }

    private static String log(Step step) {
        return "bench-step-" + step.name().toLowerCase(Locale.ROOT) + ".log";
    }

    private Measured child(Step step, long rows) {
        try {
            Path log = Files.createDirectories(checkout.resolve("data")).resolve(log(step));
            Process process = new ProcessBuilder(command(step, rows, log))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw Refusal.failed("P529", step.name(), exit);
            }
            return JSON.readValue(said, Measured.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("P529", step.name(), "-");
        }
    }

    private List<String> command(Step step, long rows, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options.javaOptions.strip().split("\\s+")));
        command.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-Xlog:gc:file=" + log));
        command.addAll(ChildJvm.prepared());
        command.addAll(List.of("-Dpirogue.checkout=" + checkout, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(mainClass, "bench", "steps", "--values", String.valueOf(rows), "--alone", step.name()));
        return command;
    }

    private void tell(List<Measured> all, double loadBefore) {
        Table table = new Table(
                1,
                List.of(
                        screen.text("column.what"),
                        screen.text("column.rows"),
                        screen.text("column.given"),
                        screen.text("column.seconds"),
                        screen.text("column.rowsPerSecond"),
                        screen.text("column.ratio"),
                        screen.text("column.heap"),
                        screen.text("column.resident")));
        all.forEach(each -> table.add(line(each, all)));
        table.lines().forEach(screen::print);
        BenchReport.Machine machine = BenchReport.Machine.here();
        screen.print(screen.text(
                "bench.stepsMachine", machine.processors(), machine.java(), HEAP_MIB, loadBefore, Bench.load()));
    }

    private List<String> line(Measured each, List<Measured> all) {
        double copy = all.stream()
                .filter(one -> one.step().equals(Step.COPY.name()) && one.rows() == each.rows())
                .findFirst()
                .map(Measured::seconds)
                .orElse(0.0);
        boolean comparable = copy > 0 && Step.valueOf(each.step()).isOfTables();
        return List.of(
                screen.text("bench.step." + each.step()),
                screen.text("bench.number", each.rows()),
                screen.text("bench.number", each.given()),
                String.format(Locale.ROOT, "%.1f", each.seconds()),
                screen.text("bench.number", Math.round(each.rows() / each.seconds())),
                comparable ? String.format(Locale.ROOT, "%.2f", each.seconds() / copy) : "",
                String.valueOf(each.memory().heapMiB()),
                String.valueOf(each.memory().residentMiB()));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
