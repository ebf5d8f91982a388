package org.pirogue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --by}: who does it, for those who read it later. */
final class ByOption {
    @Option(names = "--by", paramLabel = "NAME", descriptionKey = "option.by")
    @Nullable
    String by;

    String name() {
        return by == null ? System.getProperty("user.name", "") : by;
    }
}
