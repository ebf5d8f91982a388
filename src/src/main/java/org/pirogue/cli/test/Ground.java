package org.pirogue.cli.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pirogue.ledger.ScratchLedger;

/**
 * What all tests stand on.
 *
 * @param home whose kamelets are tried
 * @param scratch folder for what tests write
 */
record Ground(Path home, ScratchLedger ledger, Path scratch) {

    Path kamelets() {
        return home.resolve("kamelets");
    }

    /** A new folder. */
    Path folder(String purpose) {
        try {
            return Files.createTempDirectory(scratch, purpose);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
