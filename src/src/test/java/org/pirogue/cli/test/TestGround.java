package org.pirogue.cli.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.ledger.TestDatabase;

/** The checkout's own files, over the database of all tests. */
final class TestGround {
    static final Path HOME = Path.of("").toAbsolutePath().getParent();

    private TestGround() {}

    static Ground ground() {
        return over(TestDatabase.source());
    }

    static Ground over(DataSource ledger) {
        return new Ground(HOME, ScratchLedger.over(ledger), scratch());
    }

    static ScratchLedger ledger() {
        return ScratchLedger.over(TestDatabase.source());
    }

    static Path scratch() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
