package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.ForeignValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foreign}: what stands, or stood, at the target inside a flow's claim and is not the flow's own. */
@Command(name = "foreign")
final class ForeignCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "flow", descriptionKey = "parameter.flow")
    String flow = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", descriptionKey = "option.limit")
    int limit;

    @Mixin
    ReachOption reach = new ReachOption();

    ForeignCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        List<ForeignValue> values = reach.pirogue(context).foreign(flow, limit);
        Screen screen = context.screen();
        for (ForeignValue each : values) {
            screen.print(screen.text(
                    each.overwritten() ? "foreign.overwritten" : "foreign.stands",
                    each.orgUnit() + " " + each.period() + " " + each.cell(),
                    each.value(),
                    said(each.storedBy()),
                    said(each.theirsAt())));
        }
        long standing = values.stream().filter(each -> !each.overwritten()).count();
        screen.say("foreign.summary", standing, values.size() - standing, flow);
        return Exit.OK;
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }
}
