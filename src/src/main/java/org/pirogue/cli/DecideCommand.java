package org.pirogue.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approve} and {@code refuse}: a person's decision about a held run, with the reason. */
@Command
final class DecideCommand implements Callable<Exit> {
    private final Context context;
    private final String what;

    @Parameters(paramLabel = "run", descriptionKey = "parameter.heldRun")
    String run = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "option.reason")
    String reason = "";

    @Option(names = "--by", paramLabel = "NAME", descriptionKey = "option.by")
    @Nullable
    String by;

    @Mixin
    ReachOption reach = new ReachOption();

    /** @param what {@code approve} or {@code refuse} */
    DecideCommand(Context context, String what) {
        this.context = context;
        this.what = what;
    }

    @Override
    public Exit call() {
        String who = by == null ? System.getProperty("user.name", "") : by;
        Run decided = reach.pirogue(context).decide(run, what, who, reason);
        context.screen().print(context.screen().text("decided." + what, decided.run(), decided.flow()));
        return Exit.OK;
    }
}
