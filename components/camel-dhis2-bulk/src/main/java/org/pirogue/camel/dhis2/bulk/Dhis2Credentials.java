package org.pirogue.camel.dhis2.bulk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/**
 * Who signs in: a personal access token, or a user with a password. {@code toString} never shows the secret.
 *
 * <p>The factories that read a variable or a file throw {@link Dhis2Exception} of kind {@code SECRET_MISSING} that names the
 * variable or file, never its content.
 */
public final class Dhis2Credentials {

    private final String shown;
    private final String authorization;
    private final boolean session;

    private Dhis2Credentials(String shown, String authorization, boolean session) {
        this.shown = shown;
        this.authorization = authorization;
        this.session = session;
    }

    /** A personal access token ({@code d2pat_…}). */
    public static Dhis2Credentials token(String token) {
        return new Dhis2Credentials("token ***", "ApiToken " + Objects.requireNonNull(token), false);
    }

    /** A token from an environment variable. */
    public static Dhis2Credentials tokenFromEnv(String variable) {
        return token(fromEnv(variable));
    }

    /** A token from the first line of a file. */
    public static Dhis2Credentials tokenFromFile(Path file) {
        return token(fromFile(file));
    }

    /** A user and a password. */
    public static Dhis2Credentials basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Dhis2Credentials(
                "user " + username + " ***", "Basic " + Base64.getEncoder().encodeToString(pair), true);
    }

    /** A user, and the password from an environment variable. */
    public static Dhis2Credentials basicFromEnv(String username, String variable) {
        return basic(username, fromEnv(variable));
    }

    /** A user, and the password from the first line of a file. */
    public static Dhis2Credentials basicFromFile(String username, Path file) {
        return basic(username, fromFile(file));
    }

    /** The value of the {@code Authorization} header. Secret. */
    String authorization() {
        return authorization;
    }

    /** Whether a session cookie saves the server work: it hashes the password at every call without one. */
    boolean session() {
        return session;
    }

    private static String fromEnv(String variable) {
        return present(System.getenv(variable), "environment variable " + variable + " is not set or empty");
    }

    private static String fromFile(Path file) {
        try (var lines = Files.lines(file)) {
            return present(lines.findFirst().orElse(""), "secret file " + file + " is empty");
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new Dhis2Exception(Kind.SECRET_MISSING, "secret file " + file + " cannot be read");
        }
    }

    private static String present(@Nullable String secret, String otherwise) {
        if (secret == null || secret.isBlank()) {
            throw new Dhis2Exception(Kind.SECRET_MISSING, otherwise);
        }
        return secret.strip();
    }

    @Override
    public String toString() {
        return shown;
    }
}
