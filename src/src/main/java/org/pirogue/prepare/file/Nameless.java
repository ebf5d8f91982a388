package org.pirogue.prepare.file;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is open and has no name: it is read and written like any other as long as this is held, and is gone with it, also where
 * whoever holds it is killed. What it holds may be about persons. A system that cannot do so gives it a name after all.
 */
public final class Nameless implements Closeable {
    private static final Path OPEN = Path.of("/proc/self/fd");

    private final FileInputStream held;
    private final Path path;

    private Nameless(FileInputStream held, Path path) {
        this.held = held;
        this.path = path;
    }

    /** An empty one. @param folder on the disk that it lies on */
    public static Nameless in(Path folder) throws IOException {
        Path named = Files.createTempFile(folder, "", ".part");
        FileInputStream held = new FileInputStream(named.toFile());
        Path path = Files.isDirectory(OPEN) ? opened(named.toRealPath()) : named;
        if (!path.equals(named)) {
            Files.delete(named);
        }
        return new Nameless(held, path);
    }

    private static Path opened(Path named) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OPEN)) {
            for (Path each : all) {
                // Others open and close meanwhile.
                if (Files.isSymbolicLink(each) && target(each).equals(named.toString())) {
                    return each;
                }
            }
        }
        return named;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** As long as it is held. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        held.close();
        if (!path.startsWith(OPEN)) {
            Files.deleteIfExists(path);
        }
    }
}
