package org.pirogue.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    Path data;

    @Test
    void nobodyElseLooksIntoItAndNothingOfAKilledPirogueStays() throws IOException {
        Spool spool = new Spool(data.resolve("spool"));
        Path folder = spool.open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        Files.writeString(folder.resolve("copy"), "a person");
        spool.sweep();
        assertThat(folder).doesNotExist();
        assertThat(spool.open()).isDirectory();
        assertThat(data).isDirectory();
    }
}
