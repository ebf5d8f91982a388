package org.pirogue.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {
    @TempDir
    Path folder;

    @Test
    void whoeverRanADatabaseBeforeRunsItAgain() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
        Path cluster = Files.createDirectory(folder.resolve("data"));

        assertThat(Unprivileged.find(cluster).prefix()).startsWith("unshare");
        Files.setAttribute(cluster, "unix:uid", 65534);
        assertThat(Unprivileged.find(cluster).prefix()).startsWith("setpriv");
    }
}
