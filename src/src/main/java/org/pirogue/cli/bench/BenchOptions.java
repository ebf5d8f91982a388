package org.pirogue.cli.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bench} is asked. */
@Command(name = "bench")
final class BenchOptions {
    @Parameters(paramLabel = "country", arity = "0..1", defaultValue = "burundi", descriptionKey = "parameter.benched")
    String country = "";

    @Option(names = "--values", paramLabel = "N", defaultValue = "1000000", descriptionKey = "option.values")
    long values;

    @Option(names = "--like-dhis2", descriptionKey = "option.likeDhis2")
    boolean likeDhis2;

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            defaultValue = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
            descriptionKey = "option.javaOptions")
    String javaOptions = "";

    @Option(names = "--only", paramLabel = "STEP", split = ",", descriptionKey = "option.onlySteps")
    List<String> only = List.of();

    /** Whether this step was asked for. */
    boolean wants(Step step) {
        return only.isEmpty() || only.stream().anyMatch(name -> name.equalsIgnoreCase(step.name()));
    }

    /** One step in this process, which its benchmark has started for it. */
    @Option(names = "--alone", hidden = true)
    String alone = "";

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;

    @Option(names = "--lang", hidden = true)
    @Nullable
    String language;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "option.help")
    boolean help;

    /** @return null if only help was wanted, which was then given */
    static @Nullable BenchOptions read(Screen screen, List<String> args) {
        BenchOptions options = new BenchOptions();
        CommandLine line = new CommandLine(options);
        line.setResourceBundle(screen.messages().bundle());
        try {
            line.parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw Refusal.usage("P501.unknown", String.join(" ", args), "pirogue bench");
        }
        if (options.help) {
            screen.tell(line.getUsageMessage());
            return null;
        }
        return options;
    }
}
