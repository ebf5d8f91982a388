package org.pirogue.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Secrets that Pirogue makes for itself, one file each, for the eyes of its own user only. */
public final class Secrets {

    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int RANDOM_BYTES = 24;

    private final Path directory;

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** Password of the console's user {@code admin}. */
    public String adminPassword() {
        return of("admin-password");
    }

    /** Token of the REST interface. */
    public String apiToken() {
        return of("api-token");
    }

    /** Password of the embedded database. */
    public String postgresPassword() {
        return of("postgres-password");
    }

    /**
     * The secret of that name; made up, and kept, when it is asked for the first time.
     *
     * @throws StartupFailure P104 when its file cannot be read or written, or is empty
     */
    public String of(String name) {
        return of(name, Secrets::random);
    }

    /** The same, where it is more than random letters. @param maker asked once, for the first time */
    public synchronized String of(String name, Supplier<String> maker) {
        var file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
            if (Files.notExists(file)) {
                write(file, maker.get());
            }
            Files.setPosixFilePermissions(file, OWNER_FILE);
        } catch (IOException e) {
            throw new StartupFailure(Problem.of("P104", file, String.valueOf(e.getMessage())), e);
        }
        return read(file);
    }

    /** Names of those that are there and begin so. */
    public List<String> names(String beginning) {
        try (Stream<Path> all = Files.isDirectory(directory) ? Files.list(directory) : Stream.of()) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartupFailure(Problem.of("P104", directory, String.valueOf(e.getMessage())), e);
        }
    }

    /** Puts another secret in the place of one, all at once. */
    public synchronized void replace(String name, String secret) {
        try {
            write(directory.resolve(name), secret);
        } catch (IOException e) {
            throw new StartupFailure(Problem.of("P104", directory.resolve(name), String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * The content of a secret file, without the line break that editors add.
     *
     * @throws StartupFailure P104 when it cannot be read or is empty
     */
    public static String read(Path file) {
        try {
            var secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new StartupFailure(Problem.of("P104", file, "0 bytes"), null);
            }
            return secret;
        } catch (IOException e) {
            throw new StartupFailure(Problem.of("P104", file, e.getClass().getSimpleName()), e);
        }
    }

    /** 192 bits, safe in a URL, a header and a shell. */
    public static String random() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, String secret) throws IOException {
        var draft =
                Files.createTempFile(file.getParent(), "draft-", "", PosixFilePermissions.asFileAttribute(OWNER_FILE));
        Files.writeString(draft, secret + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
