package org.pirogue.cli;

import java.util.concurrent.Callable;
import org.pirogue.cli.rest.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel}: takes a run back; what it handed over is delivered, the rest is not read. */
@Command(name = "cancel")
final class CancelCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "run", descriptionKey = "parameter.run")
    String run = "";

    @Mixin
    ReachOption reach = new ReachOption();

    CancelCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Run cancelled = reach.pirogue(context).cancel(run);
        Screen screen = context.screen();
        screen.print(screen.text(
                "cancel.done", cancelled.run(), cancelled.flow(), cancelled.chunksDone(), cancelled.chunks()));
        return Exit.OK;
    }
}
