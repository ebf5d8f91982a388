package org.pirogue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.DriftedCell;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drift}: source, ledger and target compared whole, cell by cell; repairs only what it is told to. */
@Command(name = "drift")
final class DriftCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "flow", descriptionKey = "parameter.flow")
    String flow = "";

    @Mixin
    PeriodOptions periods = new PeriodOptions();

    @Option(names = "--csv", paramLabel = "FILE", descriptionKey = "option.driftCsv")
    @Nullable
    Path csv;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", descriptionKey = "option.limit")
    int limit;

    @Option(names = "--repair", descriptionKey = "option.repair")
    boolean repair;

    @Mixin
    ReachOption reach = new ReachOption();

    DriftCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        RunningPirogue pirogue = reach.pirogue(context);
        RunRequest wish = new RunRequest(periods.from, periods.to, false, RunRequest.Mode.COMPARE);
        Run run = Followed.patiently(pirogue, screen).toTheEnd(flow, wish);
        if (run.failed()) {
            Run.Problem problem = Objects.requireNonNull(run.problem());
            throw Refusal.told(problem.code(), problem.text());
        }
        pirogue.drift(run.run(), limit).forEach(this::print);
        Map<String, Long> counts = pirogue.driftCounts(run.run());
        counts.forEach((kind, cells) -> screen.say("drift.count", screen.text("drift.kind." + kind), cells));
        screen.say(counts.isEmpty() ? "drift.none" : "drift.summary", run.run(), flow);
        sheet(pirogue, run);
        if (repair) {
            screen.say("drift.repaired", pirogue.repair(run.run()));
        }
        return counts.isEmpty() ? Exit.OK : Exit.FAILED;
    }

    private void print(DriftedCell cell) {
        Screen screen = context.screen();
        String options = Objects.requireNonNullElse(cell.categoryOptions(), "");
        screen.print(screen.text(
                "drift.cell",
                cell.orgUnit() + " " + cell.period() + " " + cell.dataElement()
                        + (options.isEmpty() ? "" : "/" + options),
                screen.text("drift.kind." + cell.kind()),
                said(cell.source()),
                said(cell.ledger()),
                said(cell.target())));
    }

    private static String said(@Nullable String value) {
        return Objects.requireNonNullElse(value, "-");
    }

    private void sheet(RunningPirogue pirogue, Run run) {
        Path file = csv;
        if (file == null) {
            return;
        }
        try {
            Files.write(file, pirogue.driftSheet(run.run()));
        } catch (IOException e) {
            throw Refusal.failed("P527", file.toString(), e.getClass().getSimpleName());
        }
        context.screen().say("drift.csv", file.toString());
    }
}
