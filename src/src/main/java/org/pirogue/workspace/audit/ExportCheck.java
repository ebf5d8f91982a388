package org.pirogue.workspace.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An exported trail, looked at without a database: the file and a public key are enough. */
public final class ExportCheck {
    private ExportCheck() {}

    /** @param publicKey Base64, as {@code audit key} shows it; null: the one in the file, which proves only that it is of one piece */
    public static ChainCheck.Result of(Path file, @Nullable String publicKey) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            Lines.Head head = first == null ? null : Lines.readHead(first);
            String key = publicKey != null ? publicKey : head == null ? "" : head.publicKey();
            ChainCheck check = new ChainCheck(Map.of(AuditKey.name(key), key));
            if (head == null) {
                check.fault(
                        0,
                        "P797",
                        "the first line does not say how far the export goes: it was cut off, or is no export");
            } else if (!check.signed(head.json(), head.signature(), head.key())) {
                check.fault(0, "P798", "the first line is not signed by a known key");
            }
            String line = head == null ? first : lines.readLine();
            for (long number = 1; line != null; number++, line = lines.readLine()) {
                accept(check, line, number);
            }
            return check.end(head == null ? 0 : head.seq());
        }
    }

    private static void accept(ChainCheck check, String line, long number) {
        try {
            check.accept(Lines.read(line));
        } catch (IllegalArgumentException e) {
            check.fault(number, "P797", "line " + number + " is no entry");
        }
    }
}
