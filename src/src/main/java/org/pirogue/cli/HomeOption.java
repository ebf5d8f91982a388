package org.pirogue.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --home}, or the environment's {@code PIROGUE_HOME}: a country's own repository instead of the checkout. */
final class HomeOption {
    @Option(names = "--home", paramLabel = "DIR", defaultValue = "${env:PIROGUE_HOME}", descriptionKey = "option.home")
    @Nullable
    Path home;
}
