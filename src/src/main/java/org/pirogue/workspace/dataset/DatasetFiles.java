package org.pirogue.workspace.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.springframework.util.FileSystemUtils;

/**
 * Versions as files, below the data directory: each is made once, whole, when it is first asked for, and has the digest of its
 * bytes in its name. Only the user that runs Pirogue may read them.
 */
public final class DatasetFiles {
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final String DRAFT = ".draft-";
    private static final int DIGITS = 32;

    private final Path root;
    private final DatasetReader reader;
    private final Map<Path, Object> making = new ConcurrentHashMap<>();

    DatasetFiles(Path root, DatasetReader reader) {
        this.root = root;
        this.reader = reader;
    }

    /** @param digest of its bytes */
    public record Written(Path file, String digest, Format format) {}

    /** What a process that was killed has not finished. */
    void sweep() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path draft : all.filter(each -> each.getFileName().toString().startsWith(DRAFT))
                    .toList()) {
                FileSystemUtils.deleteRecursively(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws DatasetProblem P744 where the rows are given up, P747 where the file cannot be written */
    Written of(DatasetVersion version, Cut cut, Format format) {
        Path folder = folder(version);
        String name = cut.name() + "-";
        Object lock = making.computeIfAbsent(folder.resolve(name + format.ending()), path -> new Object());
        synchronized (lock) {
            try {
                return found(folder, name, format).orElseGet(() -> make(version, cut, format, folder, name));
            } catch (UncheckedIOException full) {
                throw new DatasetProblem(
                        "P747",
                        "the file of " + version.dataset() + " cannot be written: check free disk and permissions");
            }
        }
    }

    private static Optional<Written> found(Path folder, String name, Format format) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        int begin = name.length();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> isIt(each.getFileName().toString(), name, format))
                    .findFirst()
                    .map(each ->
                            new Written(each, each.getFileName().toString().substring(begin, begin + DIGITS), format));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isIt(String file, String name, Format format) {
        return file.startsWith(name)
                && file.length() == name.length() + DIGITS + 1 + format.ending().length()
                && file.endsWith("." + format.ending());
    }

    private Written make(DatasetVersion version, Cut cut, Format format, Path folder, String name) {
        Envelope nobody = new Envelope("-", version.dataset().workspace(), 0, 1, Envelope.Mode.COMPARE);
        Path draft = null;
        try (Table table = reader.table(version, cut, nobody)) {
            Files.createDirectories(folder, FOLDER);
            draft = Files.createTempFile(folder, DRAFT, "", FILE);
            format.write(table, version, draft);
            String digest = digest(draft);
            Path file = folder.resolve(name + digest + "." + format.ending());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return new Written(file, digest, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (draft != null) {
                delete(draft);
            }
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest sha = RowDigest.sha256();
        byte[] some = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                sha.update(some, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
    }

    /** Whoever has one open reads it to its end. */
    void forget(DatasetVersion version) {
        try {
            FileSystemUtils.deleteRecursively(folder(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(DatasetVersion version) {
        return root.resolve(version.dataset().workspace())
                .resolve(version.dataset().name())
                .resolve(Long.toString(version.version()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
