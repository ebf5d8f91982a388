package org.pirogue.catalogue;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Files of a catalogue that others write, too: read within limits, never through a link; written whole or not at all. */
final class Folder {
    private final String place;

    /** @param place the catalogue, as problems name it */
    Folder(String place) {
        this.place = place;
    }

    /** What may be a name of a file anywhere; anything else becomes a hyphen. */
    static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[.]+", "-");
        return plain.length() > 100 ? plain.substring(0, 100) : plain;
    }

    /** Names in a folder, sorted; none if there is no such folder. In an archive they end in no slash either. */
    List<String> names(Path folder) {
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(each -> each.getFileName().toString().replace("/", ""))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    byte[] read(Path file) {
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new CatalogueProblem("P627", file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            // Not by the size that is said: an archive can say anything.
            byte[] content = in.readNBytes(Contents.LARGEST_FILE + 1);
            if (content.length > Contents.LARGEST_FILE) {
                throw new CatalogueProblem("P626", place, file.toString());
            }
            return content;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param what names the version where something in it is no file, or is too much */
    SortedMap<String, byte[]> tree(Path folder, String what) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                if (!Files.isDirectory(file, NOFOLLOW_LINKS)) {
                    String path = folder.relativize(file).toString();
                    if (files.size() >= Contents.MOST_FILES || !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                        throw new CatalogueProblem("P626", what, path);
                    }
                    files.put(path, read(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Path whole = file.resolveSibling(".new-" + UUID.randomUUID());
            Files.write(whole, content);
            move(whole, file);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** @return false if the folder was there already, or somebody else made it meanwhile */
    boolean create(Path target, Path beside, Map<String, byte[]> files) {
        try {
            if (Files.exists(target, NOFOLLOW_LINKS)) {
                return false;
            }
            if (target.getFileSystem() != FileSystems.getDefault()) {
                // An archive is replaced as a whole when it is closed.
                fill(target, files);
                return true;
            }
            try {
                fill(beside, files);
                // Of two that rename to one name, the second finds a folder that is not empty.
                Files.move(beside, target, ATOMIC_MOVE);
                return true;
            } finally {
                FileSystemUtils.deleteRecursively(beside);
            }
        } catch (IOException e) {
            if (e instanceof FileAlreadyExistsException || Files.exists(target, NOFOLLOW_LINKS)) {
                return false;
            }
            throw unwritable(e);
        }
    }

    private static void fill(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (from.getFileSystem() == FileSystems.getDefault()) {
            Files.move(from, to, ATOMIC_MOVE);
        } else {
            Files.move(from, to, REPLACE_EXISTING);
        }
    }

    private CatalogueProblem unreadable(IOException e) {
        return new CatalogueProblem("P620", place, e.getClass().getSimpleName());
    }

    private CatalogueProblem unwritable(IOException e) {
        return new CatalogueProblem("P642", place, e.getClass().getSimpleName());
    }
}
