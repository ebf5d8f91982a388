package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code held}: runs that wait for approval; with the number of one, what it would change. */
@Command(name = "held")
final class HeldCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "run|flow", descriptionKey = "parameter.heldRunOrFlow")
    @Nullable
    String runOrFlow;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", descriptionKey = "option.limit")
    int limit;

    @Mixin
    ReachOption reach = new ReachOption();

    HeldCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        RunningPirogue pirogue = reach.pirogue(context);
        String asked = runOrFlow;
        if (asked != null && asked.chars().allMatch(Character::isDigit)) {
            difference(pirogue, asked);
        } else {
            list(pirogue.held(asked));
        }
        return Exit.OK;
    }

    private void list(List<Run> runs) {
        Screen screen = context.screen();
        for (Run run : runs) {
            if (run.hold() != null) {
                screen.print(HeldText.of(screen, run, run.hold()));
            }
        }
        screen.say("held.summary", runs.size());
    }

    private void difference(RunningPirogue pirogue, String run) {
        PlanLines lines = new PlanLines(context.screen(), limit);
        PlanTotals totals = new PlanTotals();
        pirogue.heldSlices(run, slice -> {
            totals.add(slice);
            lines.add(slice);
        });
        if (lines.shown() < totals.cells()) {
            context.screen().say("held.more", totals.cells() - lines.shown());
        }
        context.screen()
                .say(
                        "held.difference",
                        run,
                        totals.slices(),
                        totals.of(PlanTotals.Kind.NEW),
                        totals.of(PlanTotals.Kind.CHANGED),
                        totals.of(PlanTotals.Kind.DELETED));
    }
}
