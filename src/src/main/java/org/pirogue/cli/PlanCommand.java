package org.pirogue.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.PlannedSlice;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan}: what a run would send; nothing is sent. */
@Command(name = "plan")
final class PlanCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "flow", descriptionKey = "parameter.flow")
    String flow = "";

    @Mixin
    PeriodOptions periods = new PeriodOptions();

    @Option(names = "--full", descriptionKey = "option.full")
    boolean full;

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;

    @Option(names = "--csv", paramLabel = "FILE", descriptionKey = "option.csv")
    @Nullable
    Path csv;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "40", descriptionKey = "option.planLimit")
    int limit;

    @Mixin
    ReachOption reach = new ReachOption();

    PlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() throws IOException {
        Screen screen = context.screen();
        RunningPirogue pirogue = reach.pirogue(context);
        RunRequest wish = new RunRequest(periods.from, periods.to, full, RunRequest.Mode.PLAN);
        Run run = Followed.patiently(pirogue, screen).toTheEnd(flow, wish);
        if (!run.failed()) {
            show(pirogue, run);
        }
        if (run.hold() != null) {
            screen.tell(HeldText.of(screen, run, run.hold()));
        }
        if (run.problem() != null) {
            screen.tell(
                    run.problem().code() + " " + screen.sentence(run.problem().text()));
        }
        return run.isDone() ? Exit.OK : Exit.FAILED;
    }

    private void show(RunningPirogue pirogue, Run run) throws IOException {
        PlanTotals totals = new PlanTotals();
        PlanLines lines = new PlanLines(context.screen(), json ? 0 : limit);
        try (PlanSheet sheet = csv == null ? null : new PlanSheet(csv);
                SequenceWriter document = json ? document() : null) {
            pirogue.plan(run.run(), slice -> {
                totals.add(slice);
                lines.add(slice);
                if (sheet != null) {
                    sheet.add(slice);
                }
                write(document, slice);
            });
        }
        summary(totals, lines.shown());
    }

    private SequenceWriter document() throws IOException {
        return new ObjectMapper()
                .writer()
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValuesAsArray(context.screen().outWriter());
    }

    private static void write(@Nullable SequenceWriter document, PlannedSlice slice) {
        try {
            if (document != null) {
                document.write(slice);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void summary(PlanTotals totals, int shown) {
        Screen screen = context.screen();
        if (!json && shown < totals.cells()) {
            screen.say("plan.more", totals.cells() - shown);
        }
        if (csv != null) {
            screen.say("plan.csv", totals.cells(), csv.toString());
        }
        screen.say(
                "plan.summary",
                totals.slices(),
                totals.of(PlanTotals.Kind.NEW),
                totals.of(PlanTotals.Kind.CHANGED),
                totals.of(PlanTotals.Kind.DELETED));
    }
}
