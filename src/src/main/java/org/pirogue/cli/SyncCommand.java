package org.pirogue.cli;

import java.util.concurrent.Callable;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync}: asks the running Pirogue for a run. */
@Command(name = "sync")
final class SyncCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "flow", descriptionKey = "parameter.flow")
    String flow = "";

    @Mixin
    PeriodOptions periods = new PeriodOptions();

    @Option(names = "--full", descriptionKey = "option.full")
    boolean full;

    @Option(names = "--adopt-deletes", descriptionKey = "option.adoptDeletes")
    boolean adoptDeletes;

    @Option(names = "--wait", descriptionKey = "option.wait")
    boolean wait;

    @Mixin
    ReachOption reach = new ReachOption();

    SyncCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        RunningPirogue pirogue = reach.pirogue(context);
        RunRequest wish = new RunRequest(periods.from, periods.to, full, RunRequest.Mode.SYNC, adoptDeletes);
        if (!wait) {
            screen.print(screen.text("sync.asked", pirogue.start(flow, wish).run(), flow));
            return Exit.OK;
        }
        Run run = Followed.patiently(pirogue, screen).toTheEnd(flow, wish);
        RunTable table = new RunTable(screen);
        table.add(run);
        table.print();
        return run.isDone() && run.balanced() ? Exit.OK : Exit.FAILED;
    }
}
