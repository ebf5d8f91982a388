package org.pirogue.catalogue;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Puts files into a home, all of them or none: what stood there before is kept in {@code .templates/undo} until the last one is
 * in place. Whoever opens the home next undoes what a kill left half done. One at a time for each home.
 */
public final class Placing implements AutoCloseable {
    /** Paths that are touched; the content before, where there was one, lies under the path's number. */
    record Journal(List<String> paths) {}

    private static final String JOURNAL = "touched.yaml";

    private final Path home;
    private final Path folder;
    private final Path undo;
    private final FileChannel turn;
    private final boolean undone;
    private final Consumer<String> written;

    /** @throws CatalogueProblem P641 another installation is under way here, P647 the home cannot be written */
    public Placing(Path home) {
        this(home, path -> {});
    }

    /** @param written is told each path that was written */
    Placing(Path home, Consumer<String> written) {
        this.home = home;
        this.written = written;
        this.folder = home.resolve(".templates");
        this.undo = folder.resolve("undo");
        try {
            Files.createDirectories(folder);
            Path ignored = folder.resolve(".gitignore");
            if (!Files.exists(ignored)) {
                Files.writeString(ignored, "*\n");
            }
            this.turn = FileChannel.open(folder.resolve("busy"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(e);
        }
        try {
            if (turn.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            this.undone = undo();
        } catch (OverlappingFileLockException e) {
            close();
            throw new CatalogueProblem("P641", home);
        } catch (IOException e) {
            close();
            throw unwritable(e);
        }
    }

    /** Whether an earlier installation had been interrupted, and was taken back. */
    public boolean undone() {
        return undone;
    }

    /** @throws CatalogueProblem P647 it cannot be written; then nothing has changed */
    public void place(Plan plan) {
        List<String> paths = new ArrayList<>(plan.writes().keySet());
        paths.addAll(plan.removes());
        paths.add(LockFile.NAME);
        try {
            keep(paths);
            for (Map.Entry<String, byte[]> file : plan.writes().entrySet()) {
                write(home.resolve(file.getKey()), file.getValue());
                written.accept(file.getKey());
            }
            for (String path : plan.removes()) {
                Files.deleteIfExists(home.resolve(path));
            }
            write(home.resolve(LockFile.NAME), LockFile.write(plan.lock()));
            forget();
        } catch (IOException e) {
            try {
                undo();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw unwritable(e);
        }
    }

    private void keep(List<String> paths) throws IOException {
        Path made = folder.resolve("undo.new");
        FileSystemUtils.deleteRecursively(made);
        Files.createDirectories(made);
        for (int i = 0; i < paths.size(); i++) {
            Path file = home.resolve(paths.get(i));
            if (Files.exists(file)) {
                write(made.resolve(String.valueOf(i)), Files.readAllBytes(file));
            }
        }
        write(made.resolve(JOURNAL), ReleaseYaml.write(new Journal(paths)));
        Files.move(made, undo, ATOMIC_MOVE);
    }

    private boolean undo() throws IOException {
        if (!Files.isDirectory(undo)) {
            return false;
        }
        Path journal = undo.resolve(JOURNAL);
        List<String> paths = ReleaseYaml.read(Files.readAllBytes(journal), Journal.class, journal.toString())
                .paths();
        for (int i = 0; i < paths.size(); i++) {
            Path before = undo.resolve(String.valueOf(i));
            Path file = home.resolve(paths.get(i));
            if (Files.exists(before)) {
                write(file, Files.readAllBytes(before));
            } else {
                Files.deleteIfExists(file);
                removeIfEmpty(file.getParent());
            }
        }
        forget();
        return true;
    }

    /** The folder of a flow that came with it. */
    private static void removeIfEmpty(Path parent) throws IOException {
        try (Stream<Path> left = Files.list(parent)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(parent);
    }

    private void forget() throws IOException {
        Path done = folder.resolve("undo.done");
        FileSystemUtils.deleteRecursively(done);
        Files.move(undo, done, ATOMIC_MOVE);
        FileSystemUtils.deleteRecursively(done);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path whole = file.resolveSibling("." + file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(whole, file, ATOMIC_MOVE);
    }

    private CatalogueProblem unwritable(IOException e) {
        return new CatalogueProblem("P647", home, e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        close(turn);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
