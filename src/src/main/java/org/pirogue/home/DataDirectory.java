package org.pirogue.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds everything one Pirogue writes. It belongs to one process at a time. */
public final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final DirectoryLock lock;
    private final Secrets secrets;

    private DataDirectory(Path root, DirectoryLock lock) {
        this.root = root;
        this.lock = lock;
        this.secrets = new Secrets(root.resolve("secrets"));
    }

    /**
     * Creates the folder where it is missing and takes it.
     *
     * @throws StartupFailure P102 when another Pirogue has it, P103 when it cannot be written
     */
    public static DataDirectory open(Path root) {
        var data = new DataDirectory(root, DirectoryLock.take(root));
        data.forgetTheKilled();
        return data;
    }

    public Path root() {
        return root;
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path artemis() {
        return root.resolve("artemis");
    }

    /** {@code {"port":…,"pid":…}} of the running Pirogue; there from ready to stop. */
    public Path portFile() {
        return root.resolve("pirogue.port");
    }

    public Secrets secrets() {
        return secrets;
    }

    /** A killed Pirogue leaves its port behind; who reads it must not take it for ours. */
    private void forgetTheKilled() {
        try {
            Files.deleteIfExists(portFile());
        } catch (IOException e) {
            throw new StartupFailure(Problem.of("P103", portFile(), String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
