package org.pirogue.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pirogue.cli.Refusal;

/**
 * The folders of a country's connections, below the one of the demonstration: what people have put there lies in
 * {@code files/CONNECTION/} of the sample, and what they put there later in {@code files-second-day/} and {@code files-third-day/}.
 *
 * @param sample folder of the sample
 * @param root folder in which those of the connections lie
 * @param paths where each lies below it, by the name of the connection
 */
record SampleFiles(Path sample, Path root, Map<String, String> paths) {
    /** Nobody writes to them any more: they were sent some time ago, one after the other by their names. */
    private static final Duration FIRST_DAY = Duration.ofHours(12);

    private static final Duration SECOND_DAY = Duration.ofHours(1);
    private static final Duration THIRD_DAY = Duration.ofMinutes(30);

    void comeOnTheFirstDay() {
        come("files", Instant.now().minus(FIRST_DAY));
    }

    void comeOnTheSecondDay() {
        come("files-second-day", Instant.now().minus(SECOND_DAY));
    }

    void comeOnTheThirdDay() {
        come("files-third-day", Instant.now().minus(THIRD_DAY));
    }

    private void come(String day, Instant first) {
        paths.forEach((connection, path) -> {
            try {
                Path to = Files.createDirectories(root.resolve(path));
                Instant at = first;
                for (Path file : files(sample.resolve(day).resolve(connection))) {
                    Path copy = to.resolve(file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    at = at.plusSeconds(1);
                    Files.setLastModifiedTime(copy, FileTime.from(at));
                }
            } catch (IOException e) {
                throw Refusal.failed(
                        "P527", root.resolve(path).toString(), e.getClass().getSimpleName());
            }
        });
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
