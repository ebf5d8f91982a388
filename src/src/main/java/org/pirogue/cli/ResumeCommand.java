package org.pirogue.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code resume}: what waited for a suspended connection goes on. */
@Command(name = "resume")
final class ResumeCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "CONNECTION", descriptionKey = "parameter.connection")
    String connection = "";

    @Mixin
    ReachOption reach = new ReachOption();

    ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        reach.pirogue(context).resume(connection);
        context.screen().say("resume.done", connection);
        return Exit.OK;
    }
}
