package org.pirogue.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** A folder of this machine, or one that is mounted here. */
public final class FolderPlace implements FilePlace {
    private static final int BLOCK = 1 << 16;

    private final String name;
    private final Path root;
    private final Clock clock;

    /** @param name of the connection, for problems: where it lies on the machine is nobody's business */
    public FolderPlace(String name, Path root, Clock clock) {
        this.name = name;
        this.root = root;
        this.clock = clock;
    }

    /**
     * A folder of the place.
     *
     * @param relative empty for the place itself
     * @throws Problems P694 where it leads out of the place, also by a link, or is not there
     */
    public Path folder(String relative) {
        try {
            Path folder = root.resolve(relative).normalize();
            if (!Files.isDirectory(folder)) {
                throw BadPlace.of(
                        shown(relative), "no such folder", "create it, or correct the path of the connection");
            }
            if (!folder.toRealPath().startsWith(root.toRealPath())) {
                throw BadPlace.of(shown(relative), "it leads out of its place", "name a folder below it");
            }
            return folder;
        } catch (IOException | InvalidPathException unreadable) {
            throw BadPlace.of(shown(relative), "it cannot be read", "check that Pirogue may read it");
        }
    }

    private String shown(String relative) {
        return relative.isEmpty() ? name : name + ":" + relative;
    }

    private static final String RETURNED = "returned";

    @Override
    public SteadyFile.Written write(String folder, String name, SteadyFile.Content content) throws IOException {
        return new SteadyFile(file(folder(folder), name)).write(content);
    }

    /** @throws Problems P694 for a name that is a path */
    private Path file(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!name.equals(String.valueOf(file.getFileName())) || name.startsWith(".")) {
            throw BadPlace.of(
                    "P694", shown(""), name, "'" + name + "' is no name of a file", "write one without a folder");
        }
        return file;
    }

    @Override
    public void giveBack(String folder, String name, Path file) throws IOException {
        Path returned = folder(folder).resolve(RETURNED);
        if (!Files.isDirectory(returned, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(returned);
        }
        new SteadyFile(file(returned, name)).write(to -> Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public void takeBack(String folder, String name) throws IOException {
        Path returned = folder(folder).resolve(RETURNED);
        if (Files.isDirectory(returned, LinkOption.NOFOLLOW_LINKS)) {
            new SteadyFile(file(returned, name)).remove();
        }
    }

    @Override
    public void look() {
        folder("");
    }

    @Override
    public List<Received> receive(Wanted wanted, Path into) {
        Path folder = folder(wanted.folder());
        List<Path> found = found(folder, wanted);
        List<Received> received = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        long bytes = 0;
        for (Path file : found) {
            try {
                Path copy = into.resolve(String.valueOf(received.size() + problems.size()));
                received.add(copy(file, copy, wanted));
                bytes += Files.size(copy);
                if (bytes > wanted.mostBytes()) {
                    throw BadPlace.of(
                            shown(wanted.folder()),
                            "its files are larger than " + (wanted.mostBytes() >> 20) + " MB",
                            "take away those that are no more needed");
                }
            } catch (Halfway writing) {
                problems.add(new Problem(
                        "P683", shown(file), null, "it is still being written", "run again when it is whole"));
            } catch (IOException unreadable) {
                problems.add(
                        new Problem("P694", shown(file), null, "it cannot be read", "check that Pirogue may read it"));
            }
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return received;
    }

    private String shown(Path file) {
        return name + ":" + file.getFileName();
    }

    private List<Path> found(Path folder, Wanted wanted) {
        NamePattern pattern = new NamePattern(wanted.pattern());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            each -> pattern.matches(each.getFileName().toString()))
                    // A link may lead to a file of somebody else's.
                    .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(wanted.mostFiles() + 1L)
                    .toList();
            if (found.isEmpty() || found.size() > wanted.mostFiles()) {
                throw BadPlace.of(
                        "P694",
                        shown(wanted.folder()),
                        wanted.pattern(),
                        found.isEmpty()
                                ? "no file is called '" + wanted.pattern() + "'"
                                : "more than " + wanted.mostFiles() + " files are called '" + wanted.pattern() + "'",
                        "check the folder and the pattern");
            }
            return found;
        } catch (IOException unreadable) {
            throw BadPlace.of(shown(wanted.folder()), "it cannot be read", "check that Pirogue may read it");
        }
    }

    /** Somebody is writing to the file. */
    private static final class Halfway extends IOException {
        private static final long serialVersionUID = 1;
    }

    private Received copy(Path file, Path copy, Wanted wanted) throws IOException {
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        long size = Files.size(file);
        Duration age = Duration.between(written.toInstant(), Instant.now(clock));
        // A file of the future is one whose server's clock is ahead, and not one that is being written.
        if (age.abs().compareTo(wanted.quiet()) < 0) {
            throw new Halfway();
        }
        long copied = copy(file, copy, wanted.mostBytes());
        boolean same = written.equals(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS))
                && size == Files.size(file)
                && (copied == size || copied > wanted.mostBytes());
        if (!same) {
            throw new Halfway();
        }
        return new Received(file.getFileName().toString(), copy, written.toInstant());
    }

    private static long copy(Path file, Path copy, long most) throws IOException {
        long copied = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = Files.newOutputStream(copy)) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0 && copied <= most; read = in.read(block)) {
                out.write(block, 0, read);
                copied += read;
            }
        }
        return copied;
    }
}
