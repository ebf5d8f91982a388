package org.pirogue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --workspace} of a command that has others below it: were it "required", picocli would ask for it before them, too. */
final class WorkspaceOption {
    @Option(names = "--workspace", paramLabel = "W", descriptionKey = "option.workspace")
    @Nullable
    String workspace;

    /** @param command what was typed without it */
    String of(String command) {
        if (workspace == null) {
            throw Refusal.usage("P501.missing", "--workspace", command);
        }
        return workspace;
    }
}
