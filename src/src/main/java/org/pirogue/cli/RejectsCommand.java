package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.cli.rest.Reject;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects}: what could not be delivered or used, and why. */
@Command(name = "rejects")
final class RejectsCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "run|flow", descriptionKey = "parameter.runOrFlow")
    String runOrFlow = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", descriptionKey = "option.limit")
    int limit;

    @Mixin
    ReachOption reach = new ReachOption();

    RejectsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        RunningPirogue pirogue = reach.pirogue(context);
        String run = runOrFlow.chars().allMatch(Character::isDigit) ? runOrFlow : lastRun(pirogue);
        List<Reject> rejects = pirogue.rejects(run, limit);
        rejects.forEach(each -> context.screen().print(line(each)));
        context.screen().say(rejects.size() < limit ? "rejects.summary" : "rejects.first", rejects.size(), run);
        return Exit.OK;
    }

    private String lastRun(RunningPirogue pirogue) {
        return pirogue.runs(runOrFlow, 1).stream()
                .findFirst()
                .map(Run::run)
                .orElseThrow(() -> Refusal.failed("P526", runOrFlow));
    }

    private static String line(Reject reject) {
        String where = Stream.of(
                        reject.orgUnit(),
                        reject.period(),
                        reject.dataElement(),
                        reject.categoryOptions(),
                        reject.value() == null ? null : "= " + reject.value())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        return Stream.of(reject.code() + "  " + where, reject.text(), reject.place())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" · "));
    }
}
