package org.pirogue.country;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kamelets that came with this Pirogue, beside a home that has kamelets of its own. */
final class Shipped {
    private Shipped() {}

    /** Whether Pirogue has a kamelet of the same file name that says something else. */
    static boolean differs(Path file) {
        String checkout = System.getProperty("pirogue.checkout", "");
        Path own = Path.of(checkout, "kamelets").resolve(file.getFileName());
        try {
            return !checkout.isEmpty()
                    && Files.isRegularFile(own)
                    && !Files.readString(own).equals(Files.readString(file).replace("\r\n", "\n"));
        } catch (IOException e) {
            // What cannot be compared is not the same.
            return true;
        }
    }
}
