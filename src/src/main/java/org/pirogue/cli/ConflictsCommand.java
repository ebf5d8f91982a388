package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Conflict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code conflicts}: what somebody changed at a target that a flow writes, too. */
@Command(name = "conflicts")
final class ConflictsCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "flow", arity = "0..1", descriptionKey = "parameter.flowOrAll")
    @Nullable
    String flow;

    @Option(names = "--all", descriptionKey = "option.allConflicts")
    boolean all;

    @Option(names = "--csv", descriptionKey = "option.csvToOutput")
    boolean csv;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", descriptionKey = "option.limit")
    int limit;

    @Mixin
    ReachOption reach = new ReachOption();

    ConflictsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        List<Conflict> conflicts = reach.pirogue(context).conflicts(flow, all ? "all" : "open", limit);
        Screen screen = context.screen();
        if (csv) {
            ConflictSheet.lines(conflicts).forEach(screen::print);
            return Exit.OK;
        }
        conflicts.forEach(each -> screen.print(line(each)));
        screen.say("conflicts.summary", conflicts.size());
        return Exit.OK;
    }

    private String line(Conflict conflict) {
        String sides = context.screen()
                .text(
                        "conflicts.line",
                        conflict.id(),
                        conflict.flow(),
                        conflict.orgUnit() + " " + conflict.period() + " " + conflict.cell(),
                        said(conflict.base()),
                        said(conflict.ours()),
                        said(conflict.theirs()),
                        said(conflict.storedBy()),
                        said(conflict.theirsAt()));
        return conflict.keep() == null
                ? sides + (conflict.state().equals("open") ? "" : " · " + conflict.state())
                : sides + " · "
                        + context.screen()
                                .text(
                                        "conflicts.kept",
                                        conflict.keep(),
                                        said(conflict.settledBy()),
                                        said(conflict.reason()));
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }
}
