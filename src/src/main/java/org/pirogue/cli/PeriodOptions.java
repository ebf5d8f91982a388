package org.pirogue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from}, {@code --to}: of which periods, both inclusive. */
final class PeriodOptions {
    @Option(names = "--from", paramLabel = "PERIOD", descriptionKey = "option.from")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "PERIOD", descriptionKey = "option.to")
    @Nullable
    String to;
}
