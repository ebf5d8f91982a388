package org.pirogue.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --format}: of the file that rows are written to. Without it the ending of its name says which. */
final class FormatOption {
    @Option(names = "--format", paramLabel = "csv|jsonl|parquet", descriptionKey = "option.datasetFormat")
    @Nullable
    String format;

    String of(Path file) {
        String name = String.valueOf(file.getFileName());
        return Objects.requireNonNullElse(format, name.substring(name.lastIndexOf('.') + 1));
    }
}
