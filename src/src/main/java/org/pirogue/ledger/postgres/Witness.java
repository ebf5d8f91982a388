package org.pirogue.ledger.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** {@code witness.sql}: what a database needs so that nobody reads a share by SQL without an entry. */
final class Witness {
    private static final int PASSWORD_BYTES = 24;

    private Witness() {}

    /** @param host and {@code port}: how the server reaches itself; the password of its own sign-in is a new one each time */
    static String script(String host, int port, String database) {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return text().replace("${host}", host)
                .replace("${port}", Integer.toString(port))
                .replace("${database}", database)
                .replace("${password}", Base64.getUrlEncoder().withoutPadding().encodeToString(password));
    }

    private static String text() {
        try (var file = Objects.requireNonNull(Witness.class.getResourceAsStream("witness.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
