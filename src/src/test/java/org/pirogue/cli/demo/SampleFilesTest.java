package org.pirogue.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {
    @TempDir
    Path folder;

    @Test
    void filesOfTheFirstDayLieInTheConnectionsFolderAndLaterOnesComeLater() throws IOException {
        Path sample = folder.resolve("sample");
        write(sample.resolve("files/weekly/S41.csv"), "first");
        write(sample.resolve("files/weekly/S42.csv"), "first");
        write(sample.resolve("files-second-day/weekly/S41.csv"), "corrected");
        SampleFiles files = new SampleFiles(
                sample, folder.resolve("root"), Map.of("weekly", "received/weekly", "partners", "for-partners"));

        files.comeOnTheFirstDay();

        Path received = folder.resolve("root/received/weekly");
        assertThat(received.resolve("S41.csv")).hasContent("first");
        assertThat(age(received.resolve("S41.csv"))).isBefore(age(received.resolve("S42.csv")));
        assertThat(folder.resolve("root/for-partners")).isEmptyDirectory();

        Instant before = age(received.resolve("S42.csv"));
        files.comeOnTheSecondDay();

        assertThat(received.resolve("S41.csv")).hasContent("corrected");
        assertThat(age(received.resolve("S41.csv")))
                .isBetween(before, Instant.now().minusSeconds(60));

        write(sample.resolve("files-third-day/weekly/S43.csv"), "new");
        Instant second = age(received.resolve("S41.csv"));
        files.comeOnTheThirdDay();

        assertThat(age(received.resolve("S43.csv")))
                .isBetween(second, Instant.now().minusSeconds(60));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Instant age(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
