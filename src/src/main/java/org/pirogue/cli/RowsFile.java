package org.pirogue.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file that rows are written to: its ending says the format, unless an option does. */
final class RowsFile {
    @Option(names = "--format", paramLabel = "csv|jsonl|parquet", descriptionKey = "option.datasetFormat")
    @Nullable
    String format;

    @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "parameter.datasetFile")
    Path file = Path.of("");

    String as() {
        String name = String.valueOf(file.getFileName());
        return Objects.requireNonNullElse(format, name.substring(name.lastIndexOf('.') + 1));
    }
}
