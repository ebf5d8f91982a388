package org.pirogue.country.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Versions of a country's files, each whole in a folder of its own, named by its digest and never changed: what runs is
 * read from here, so that an editor in the home's folders disturbs nothing.
 */
public final class Snapshots {
    private final Path folder;

    /** @param folder in the data folder */
    public Snapshots(Path folder) {
        this.folder = folder;
    }

    /** Writes the version down, where it is not there yet. @return its folder, shaped like a home */
    public Path keep(Snapshot snapshot) {
        Path place = folder.resolve(snapshot.digest());
        try {
            Files.createDirectories(folder);
            if (Files.isDirectory(place)) {
                Files.setLastModifiedTime(place, newest());
                return place;
            }
            Path draft = Files.createTempDirectory(folder, "draft-");
            for (String each : snapshot.folders()) {
                Files.createDirectories(draft.resolve(each));
            }
            for (Map.Entry<String, byte[]> file : snapshot.files().entrySet()) {
                Path target = draft.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            return place;
        } catch (FileAlreadyExistsException e) {
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newer than all that is there: what comes back is used last. */
    private FileTime newest() throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path each : versions()) {
            FileTime time = Files.getLastModifiedTime(each);
            newest = time.compareTo(newest) > 0 ? time : newest;
        }
        return FileTime.fromMillis(newest.toMillis() + 1);
    }

    public Optional<Path> of(String digest) {
        Path place = folder.resolve(digest).normalize();
        return place.getParent().equals(folder.normalize()) && Files.isDirectory(place)
                ? Optional.of(place)
                : Optional.empty();
    }

    /** Whether a file belongs to a version that is gone. */
    boolean isGone(Path file) {
        return file.startsWith(folder)
                && !Files.isDirectory(folder.resolve(folder.relativize(file).getName(0)));
    }

    /** Removes all but those that are used, and the newest. */
    void tidy(Set<String> used, int keep) {
        try {
            List<Path> old = versions().stream()
                    .filter(each -> !used.contains(each.getFileName().toString()))
                    .sorted(Comparator.comparing(Snapshots::time).reversed())
                    .skip(keep)
                    .toList();
            for (Path each : old) {
                remove(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime time(Path version) {
        try {
            return Files.getLastModifiedTime(version);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private List<Path> versions() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private static void remove(Path version) throws IOException {
        try (Stream<Path> files = Files.walk(version)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
