package org.pirogue.cli.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.pirogue.cli.demo.DemoFolder;
import org.pirogue.ledger.ScratchLedger;

/** Where tests write: a folder and a database of their own, gone at the end, or at the latest with the next tests. */
public final class TestFolder implements AutoCloseable {
    private static final String PREFIX = "test-";

    private final DemoFolder folder;
    private final ScratchLedger ledger;
    private final Thread atTheEnd = new Thread(this::remove, "test-folder");

    private TestFolder(DemoFolder folder, ScratchLedger ledger) {
        this.folder = folder;
        this.ledger = ledger;
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /**
     * @param data folder that may be written, such as {@code data/} of the checkout
     * @param database makes a ledger, of its own folder and that of PostgreSQL's programs
     */
    public static TestFolder in(Path data, BiFunction<Path, Path, ScratchLedger> database) {
        removeThoseOfTheKilled(data);
        DemoFolder folder =
                DemoFolder.fresh(data.resolve(PREFIX + ProcessHandle.current().pid()));
        return new TestFolder(folder, database.apply(folder.path().resolve("postgres"), data.resolve("programs")));
    }

    public Path path() {
        return folder.path();
    }

    public ScratchLedger ledger() {
        return ledger;
    }

    private static void removeThoseOfTheKilled(Path data) {
        for (Path each : left(data)) {
            long pid = Long.parseLong(each.getFileName().toString().substring(PREFIX.length()));
            if (ProcessHandle.of(pid).isEmpty()) {
                DemoFolder.fresh(each).remove();
            }
        }
    }

    private static List<Path> left(Path data) {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(data)) {
            return folders.filter(each -> each.getFileName().toString().matches(PREFIX + "\\d{1,9}"))
                    .toList();
        } catch (IOException e) {
            // They take room, and nothing else.
            return List.of();
        }
    }

    private synchronized void remove() {
        ledger.close();
        folder.remove();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        remove();
    }
}
