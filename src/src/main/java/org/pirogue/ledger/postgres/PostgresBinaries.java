package org.pirogue.ledger.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.springframework.util.FileSystemUtils;

/** The programs of PostgreSQL, unpacked from the jar that carries them. */
final class PostgresBinaries {

    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /**
     * Unpacks once; several processes may do so at the same time.
     *
     * @param directory where the folder of this version goes
     * @return that folder, holding {@code bin}, {@code lib} and {@code share}
     * @throws StartupFailure P110 when there are no programs for this machine
     */
    static Path unpack(Path directory) throws IOException {
        return unpack(directory, null);
    }

    /** @param like a directory where they may be unpacked already: then its files are copied */
    static synchronized Path unpack(Path directory, @Nullable Path like) throws IOException {
        var archive = archive();
        var resource = PostgresBinaries.class.getResource("/" + archive);
        if (resource == null) {
            throw new StartupFailure(
                    Problem.of("P110", System.getProperty("os.name"), System.getProperty("os.arch")), null);
        }
        // The version stands in the jar's name, so that a new one is unpacked beside the old.
        var target = directory.resolve("programs-"
                + Integer.toHexString(resource.toString()
                        .replaceAll(".*/([^/]+\\.jar).*", "$1")
                        .hashCode()));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(directory);
        var draft = Files.createTempDirectory(
                directory,
                "draft-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var other = like == null ? null : like.resolve(target.getFileName());
        if (other != null && Files.isDirectory(other)) {
            copy(other, draft);
        } else {
            try (var in = resource.openStream()) {
                unpack(in, draft);
            }
        }
        publish(draft, target);
        return target;
    }

    private static String archive() {
        var arm = System.getProperty("os.arch").equals("aarch64");
        return arm ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
    }

    private static void unpack(InputStream in, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("entry outside of the archive");
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        var mode = (entry.getMode() & EXECUTABLE) == 0 ? "rw-r--r--" : "rwxr-xr-x";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void copy(Path from, Path into) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                var copy = into.resolve(from.relativize(path));
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void publish(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            FileSystemUtils.deleteRecursively(draft);
        } catch (FileSystemException e) {
            FileSystemUtils.deleteRecursively(draft);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}
