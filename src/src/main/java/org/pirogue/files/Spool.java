package org.pirogue.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for copies of files while they are read. They may be about persons: nobody else may look, and they do not stay. */
public final class Spool {
    private final Path root;

    /** @param root below the data folder, which is one Pirogue's alone */
    public Spool(Path root) {
        this.root = root;
    }

    /** What a Pirogue that was killed has left. */
    public void sweep() {
        remove(root);
    }

    public Path open() {
        try {
            Files.createDirectories(root);
            return Files.createTempDirectory(
                    root, "files", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    public static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : List.copyOf(all.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(each);
            }
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
