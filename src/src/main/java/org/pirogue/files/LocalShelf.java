package org.pirogue.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A folder of this machine. */
record LocalShelf(Path folder) implements Shelf {
    @Override
    public Path draft(String name) {
        return folder.resolve((name.startsWith(".") ? "" : ".") + name + ".part");
    }

    @Override
    public void replace(Path draft, String name) throws IOException {
        sync(draft);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder.toAbsolutePath());
    }

    @Override
    public String digest(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? SteadyFile.digest(file) : "";
    }

    @Override
    public List<String> lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public void copy(String name, String as) throws IOException {
        Files.copy(folder.resolve(name), folder.resolve(as), StandardCopyOption.REPLACE_EXISTING);
        sync(folder.resolve(as));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
