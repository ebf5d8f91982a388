package org.pirogue.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a directory to one process. The operating system gives it back, however the process ends. */
public final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StartupFailure P102 when another process holds it, P103 when the directory cannot be written */
    public static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new StartupFailure(Problem.of("P102", directory), null);
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new StartupFailure(Problem.of("P103", directory, String.valueOf(e.getMessage())), e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
