package org.pirogue.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void belongsToOnePirogueAtATime() throws IOException {
        var first = DataDirectory.open(directory);
        assertThatThrownBy(() -> DataDirectory.open(directory)).hasMessageContaining("P102");
        first.close();
        DataDirectory.open(directory).close();
    }

    @Test
    void forgetsThePortOfAPirogueThatWasKilled() throws IOException {
        Files.writeString(directory.resolve("pirogue.port"), "{}");
        try (var data = DataDirectory.open(directory)) {
            assertThat(data.portFile()).doesNotExist();
        }
    }

    @Test
    void makesUpSecretsThatOnlyItsOwnUserReads() throws IOException {
        var secrets = new Secrets(directory.resolve("secrets"));

        var password = secrets.adminPassword();

        assertThat(password).hasSize(32).isNotEqualTo(secrets.apiToken());
        assertThat(new Secrets(directory.resolve("secrets")).adminPassword()).isEqualTo(password);
        assertThat(permissions("secrets")).isEqualTo("rwx------");
        assertThat(permissions("secrets/admin-password")).isEqualTo("rw-------");
    }

    @Test
    void closesAFileThatSomeoneOpenedUp() throws IOException {
        var secrets = new Secrets(directory.resolve("secrets"));
        secrets.apiToken();
        Files.setPosixFilePermissions(
                directory.resolve("secrets/api-token"), PosixFilePermissions.fromString("rw-r--r--"));

        secrets.apiToken();

        assertThat(permissions("secrets/api-token")).isEqualTo("rw-------");
    }

    @Test
    void refusesAnEmptyOrMissingSecret() throws IOException {
        var empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> Secrets.read(empty)).hasMessageContaining("P104");
        assertThatThrownBy(() -> Secrets.read(directory.resolve("missing"))).hasMessageContaining("P104");
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() throws IOException {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("below"))).hasMessageContaining("P103");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
    }
}
