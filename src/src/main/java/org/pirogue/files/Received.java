package org.pirogue.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.file.Nameless;

/**
 * A file that was taken. Its copy has no name, and is gone when this is closed.
 *
 * @param name that it has where it came from
 * @param copy where it lies now, whole
 * @param written when somebody wrote it
 * @param held what keeps the copy there
 */
public record Received(
        String name, Path copy, Instant written, @Nullable Nameless held) implements Closeable {
    Received(String name, Path copy, Instant written) {
        this(name, copy, written, null);
    }

    Received held(Nameless file) {
        return new Received(name, copy, written, file);
    }

    @Override
    public void close() throws IOException {
        if (held != null) {
            held.close();
        }
    }
}
