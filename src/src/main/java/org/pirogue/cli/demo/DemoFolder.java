package org.pirogue.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.DataFolder;

/** The data directory of a demonstration: made new each time, so that two demonstrations show the same. */
public final class DemoFolder {
    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws Refusal P523 if another demonstration runs in it, P527 if it cannot be made */
    public static DemoFolder fresh(Path folder) {
        new DataFolder(folder).listening().filter(DataFolder.Listening::lives).ifPresent(other -> {
            throw Refusal.failed("P523", folder.toString(), String.valueOf(other.pid()));
        });
        try {
            stopOrphanedDatabase(folder);
            delete(folder);
            Files.createDirectories(folder);
            return new DemoFolder(folder);
        } catch (IOException e) {
            throw Refusal.failed("P527", folder.toString(), e.getClass().getSimpleName());
        }
    }

    public Path path() {
        return folder;
    }

    /** For what is not to be looked at afterwards. */
    public void remove() {
        try {
            delete(folder);
        } catch (IOException e) {
            throw Refusal.failed("P527", folder.toString(), e.getClass().getSimpleName());
        }
    }

    public Path log() {
        return folder.resolve("log").resolve("pirogue.log");
    }

    /** Where the folders of the country's connections lie. */
    public Path files() {
        return folder.resolve("files");
    }

    /** The settings that point the country's connections at the sample servers: the tokens go through files. */
    public List<String> settings(Map<String, SampleWorld.Server> servers) {
        List<String> settings = new ArrayList<>();
        // Beside the folder, which is made new each time: to unpack them takes seconds.
        settings.add("--pirogue.database.binaries=" + folder.resolveSibling("programs"));
        settings.add("--pirogue.files=" + files());
        servers.forEach((name, server) -> {
            settings.add("--pirogue.connections." + name + ".url=" + server.url());
            settings.add("--pirogue.connections." + name + ".token-file=" + secret(name, server.token()));
        });
        return settings;
    }

    private Path secret(String connection, String token) {
        Path secrets = folder.resolve("demo-secrets");
        Path file = secrets.resolve(connection + "-token");
        try {
            Files.createDirectories(
                    secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token);
            return file;
        } catch (IOException e) {
            throw Refusal.failed("P527", file.toString(), e.getClass().getSimpleName());
        }
    }

    /** A demonstration that was killed leaves its database running; nobody else may be stopped here. */
    private static void stopOrphanedDatabase(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> pidFiles;
        try (Stream<Path> files = Files.walk(folder, 4)) {
            pidFiles = files.filter(file -> file.endsWith("postmaster.pid")).toList();
        }
        for (Path file : pidFiles) {
            long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
            ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .ifPresent(process -> {
                        process.destroy();
                        process.onExit()
                                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                                .join();
                    });
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
