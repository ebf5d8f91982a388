package org.pirogue.workspace.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last entry that this Pirogue has added, in a file of the data directory. It shows what the database alone cannot: that
 * newer entries were cut off, or an older state of the whole database was put back.
 */
public final class Heads {
    private final Path file;
    private @Nullable Entry last;

    public Heads(Path file) {
        this.file = file;
    }

    synchronized void keep(Entry entry) {
        if (last != null && last.seq() >= entry.seq()) {
            return;
        }
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(draft, Lines.of(entry) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            last = entry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty before the first entry. */
    public synchronized Optional<Entry> last() {
        try {
            return Files.exists(file)
                    ? Optional.of(Lines.read(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
