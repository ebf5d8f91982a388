package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NamelessTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void isReadAndWrittenAndStandsNowhere() throws Exception {
        Path path;
        try (Nameless file = Nameless.in(folder);
                Nameless other = Nameless.in(folder)) {
            path = file.path();
            Files.writeString(path, "Zanobie");
            Files.writeString(other.path(), "somebody else");

            assertThat(folder).isEmptyDirectory();
            assertThat(path).hasContent("Zanobie").hasSize(7);
            try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "r")) {
                bytes.seek(3);
                assertThat((char) bytes.read()).isEqualTo('o');
            }
            assertThat(path).as("once more from its beginning").hasContent("Zanobie");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
