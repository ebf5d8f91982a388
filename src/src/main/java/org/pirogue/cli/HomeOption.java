package org.pirogue.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --home}: a country's own repository instead of the checkout. */
final class HomeOption {
    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "option.home")
    @Nullable
    Path home;
}
