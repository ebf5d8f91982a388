package org.pirogue.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suspend}: nothing is read from a connection or written to it until it is resumed. */
@Command(name = "suspend")
final class SuspendCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "CONNECTION", descriptionKey = "parameter.connection")
    String connection = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "option.reason")
    String reason = "";

    @Mixin
    ReachOption reach = new ReachOption();

    SuspendCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        reach.pirogue(context).suspend(connection, reason, System.getProperty("user.name", ""));
        context.screen().say("suspend.done", connection);
        return Exit.OK;
    }
}
