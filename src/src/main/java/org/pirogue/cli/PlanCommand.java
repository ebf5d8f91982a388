package org.pirogue.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
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

    @Option(names = "--from", paramLabel = "PERIOD", descriptionKey = "option.from")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "PERIOD", descriptionKey = "option.to")
    @Nullable
    String to;

    @Option(names = "--full", descriptionKey = "option.full")
    boolean full;

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;

    @Mixin
    ReachOption reach = new ReachOption();

    PlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() throws JsonProcessingException {
        Screen screen = context.screen();
        RunningPirogue pirogue = reach.pirogue(context);
        RunRequest wish = new RunRequest(from, to, full, RunRequest.Mode.PLAN);
        Run run = Followed.patiently(pirogue, screen).toTheEnd(flow, wish);
        List<PlannedSlice> plan = run.failed() ? List.of() : pirogue.plan(run.run());
        if (json) {
            screen.print(new ObjectMapper().writeValueAsString(plan));
        } else {
            plan.forEach(new PlannedLines(screen)::print);
            screen.say("plan.summary", plan.size(), puts(plan), deletes(plan));
        }
        if (run.hold() != null) {
            screen.tell(HeldText.of(screen, run, run.hold()));
        }
        if (run.problem() != null) {
            screen.tell(run.problem().code() + " " + run.problem().text());
        }
        return run.isDone() ? Exit.OK : Exit.FAILED;
    }

    private static long puts(List<PlannedSlice> plan) {
        return plan.stream()
                .mapToLong(slice -> slice.put() == null ? 0 : slice.put().size())
                .sum();
    }

    private static long deletes(List<PlannedSlice> plan) {
        return plan.stream()
                .mapToLong(slice -> slice.delete() == null ? 0 : slice.delete().size())
                .sum();
    }
}
