package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.pirogue.cli.rest.Conflict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code conflicts settle}: a person decides which side stands. */
@Command(name = "settle")
final class SettleCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "ID", arity = "1..*", descriptionKey = "parameter.conflicts")
    List<Long> ids = List.of();

    @Option(names = "--keep", paramLabel = "source|target", required = true, descriptionKey = "option.keep")
    String keep = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "option.reason")
    String reason = "";

    @Mixin
    ReachOption reach = new ReachOption();

    SettleCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        List<Conflict> settled = reach.pirogue(context).settle(ids, keep, reason);
        context.screen().print(context.screen().text("conflicts.settled", settled.size(), ids.size()));
        return settled.size() == ids.size() ? Exit.OK : Exit.FAILED;
    }
}
