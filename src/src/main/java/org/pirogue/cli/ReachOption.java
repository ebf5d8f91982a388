package org.pirogue.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Option;

/** {@code --data}: which running Pirogue is meant. */
final class ReachOption {
    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.reach")
    @Nullable
    Path data;

    RunningPirogue pirogue(Context context) {
        return DataFolder.find(data, context.checkout()).pirogue();
    }
}
