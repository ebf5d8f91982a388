package org.pirogue.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.pirogue.prepare.Problems;

/** A folder of this machine, or one that is mounted here. */
public final class FolderPlace implements FilePlace {
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

    @Override
    public SteadyFile.Written write(String folder, String name, SteadyFile.Content content) throws IOException {
        return new SteadyFile(file(folder(folder), name)).write(content);
    }

    private Path file(Path folder, String name) {
        return folder.resolve(BadPlace.fileName(shown(""), name));
    }

    @Override
    public void giveBack(String folder, List<Returned> all) throws IOException {
        Path returned = folder(folder).resolve(RETURNED);
        boolean there = Files.isDirectory(returned, LinkOption.NOFOLLOW_LINKS);
        for (Returned each : all) {
            Path book = each.book();
            if (book == null && there) {
                new SteadyFile(file(returned, each.name())).remove();
            } else if (book != null) {
                there = there || Files.isDirectory(Files.createDirectory(returned));
                new SteadyFile(file(returned, each.name()))
                        .write(to -> Files.copy(book, to, StandardCopyOption.REPLACE_EXISTING));
            }
        }
    }

    @Override
    public void look() {
        folder("");
    }

    @Override
    public List<Received> receive(Wanted wanted, Path into) {
        Path folder = folder(wanted.folder());
        Taking taking = new Taking(name, wanted);
        List<String> found = found(folder, wanted);
        taking.check(found);
        return taking.all(found, into, (file, copy) -> copy(folder.resolve(file), copy, taking, wanted));
    }

    private List<String> found(Path folder, Wanted wanted) {
        NamePattern pattern = new NamePattern(wanted.pattern());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> pattern.matches(each.getFileName().toString()))
                    // A link may lead to a file of somebody else's.
                    .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .limit(wanted.mostFiles() + 1L)
                    .toList();
        } catch (IOException unreadable) {
            throw BadPlace.of(shown(wanted.folder()), "it cannot be read", "check that Pirogue may read it");
        }
    }

    private Received copy(Path file, Path copy, Taking taking, Wanted wanted) throws IOException {
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        long size = Files.size(file);
        taking.quiet(written.toInstant(), Instant.now(clock));
        long copied;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            copied = taking.copy(in, copy);
        }
        boolean same = written.equals(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS))
                && size == Files.size(file)
                && (copied == size || copied > wanted.mostBytes());
        if (!same) {
            throw new Taking.Halfway();
        }
        return new Received(file.getFileName().toString(), copy, written.toInstant());
    }
}
