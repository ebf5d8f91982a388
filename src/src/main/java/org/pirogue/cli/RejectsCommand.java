package org.pirogue.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Reject;
import org.pirogue.cli.rest.RejectCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects}: what could not be delivered or used, why, and what to do. */
@Command(name = "rejects")
final class RejectsCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "run|flow", arity = "0..1", descriptionKey = "parameter.runOrFlow")
    @Nullable
    String runOrFlow;

    @Mixin
    RejectFilterOptions filter = new RejectFilterOptions();

    @Option(names = "--each", descriptionKey = "option.each")
    boolean each;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", descriptionKey = "option.limit")
    int limit;

    @Option(names = "--csv", paramLabel = "FILE", descriptionKey = "option.rejectsCsv")
    @Nullable
    Path csv;

    @Option(names = "--separator", paramLabel = ",|;", descriptionKey = "option.separator")
    @Nullable
    String separator;

    @Option(names = "--no-bom", descriptionKey = "option.noBom")
    boolean noBom;

    @Mixin
    ReachOption reach = new ReachOption();

    RejectsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        if (runOrFlow == null && filter.isEmpty()) {
            throw Refusal.usage("P501.missing", "run|flow", "pirogue rejects");
        }
        RejectCalls calls = calls(context, reach);
        RejectCalls.Filter wanted = filter.filter(runOrFlow);
        if (csv != null) {
            calls.table(wanted, separator, !noBom, csv);
            context.screen().say("rejects.table", calls.page(wanted, 1).count(), csv.toString());
            return Exit.OK;
        }
        if (each) {
            RejectCalls.Page page = calls.page(wanted, limit);
            page.rejects().forEach(one -> context.screen().print(line(context.screen(), one)));
            context.screen().say("rejects.shown", page.rejects().size(), page.count());
            needFlow(page.count());
            return Exit.OK;
        }
        RejectCalls.Summary summary = calls.summary(wanted);
        needFlow(summary.count());
        new RejectSummary(context.screen()).print(summary);
        return Exit.OK;
    }

    /** That nothing waits is no comfort where there is no such flow: P551. What a flow left behind that is gone is still shown. */
    private void needFlow(long found) {
        if (found == 0 && runOrFlow != null && !runOrFlow.matches("\\d+")) {
            reach.pirogue(context).runs(runOrFlow, 1);
        }
    }

    static RejectCalls calls(Context context, ReachOption reach) {
        return new RejectCalls(
                reach.pirogue(context), context.screen().messages().locale().getLanguage());
    }

    private static String line(Screen screen, Reject reject) {
        String where = Stream.of(
                        reject.orgUnit(),
                        reject.period(),
                        reject.dataElement(),
                        reject.categoryOptions(),
                        reject.value() == null ? null : "= " + reject.value())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        List<String> parts = Stream.of(screen.sentence(reject.text()), reject.place())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .toList();
        return reject.id() + "  " + reject.code() + "  " + where
                + parts.stream().map(part -> " · " + part).collect(Collectors.joining());
    }
}
