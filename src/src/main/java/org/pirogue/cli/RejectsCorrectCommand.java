package org.pirogue.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects correct}: another value in place of the one that was refused, until the source says something else. */
@Command(name = "correct")
final class RejectsCorrectCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "parameter.reject")
    long id;

    @Parameters(index = "1", paramLabel = "VALUE", descriptionKey = "parameter.value")
    String value = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "option.reason")
    String reason = "";

    @Mixin
    ReachOption reach = new ReachOption();

    RejectsCorrectCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        RejectsCommand.calls(context, reach).correct(id, value, reason);
        context.screen().print(context.screen().text("rejects.corrected", String.valueOf(id), value));
        return Exit.OK;
    }
}
