package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.RejectCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects replay} and {@code rejects dismiss}: of numbers, or of all that a filter means. */
@Command
final class RejectsDecideCommand implements Callable<Exit> {
    private final Context context;
    private final String action;

    @Parameters(paramLabel = "ID", arity = "0..*", descriptionKey = "parameter.rejects")
    List<Long> ids = List.of();

    @Mixin
    RejectFilterOptions filter = new RejectFilterOptions();

    @Option(names = "--expect", paramLabel = "N", descriptionKey = "option.expect")
    @Nullable
    Long expect;

    @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "option.reason")
    @Nullable
    String reason;

    @Mixin
    ReachOption reach = new ReachOption();

    /** @param action replay or dismiss */
    RejectsDecideCommand(Context context, String action) {
        this.context = context;
        this.action = action;
    }

    @Override
    public Exit call() {
        if (ids.isEmpty() == filter.isEmpty()) {
            throw Refusal.usage("P501.missing", "ID…|--run|--flow", "pirogue rejects " + action);
        }
        RejectCalls calls = RejectsCommand.calls(context, reach);
        if (!ids.isEmpty()) {
            return told(calls.decide(action, ids, reason));
        }
        if (expect == null) {
            long count = calls.page(filter.filter(), 1).count();
            context.screen().say("rejects.expect", String.valueOf(count));
            return Exit.USAGE;
        }
        return told(calls.decide(action, filter.filter(), expect, reason));
    }

    private Exit told(RejectCalls.Done done) {
        Screen screen = context.screen();
        screen.print(screen.text("rejects." + action + "ed", done.taken().size(), done.asked()));
        done.runs().forEach(run -> screen.print(screen.text("rejects.readAgain", String.valueOf(run))));
        return done.taken().size() == done.asked() ? Exit.OK : Exit.FAILED;
    }
}
