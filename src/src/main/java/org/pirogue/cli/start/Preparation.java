package org.pirogue.cli.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of classes. Which classes a start needs is learnt by a rehearsal, once for a folder: after a change
 * of the sources nearly all of them are the same, and a class that is not in the archive is read from its jar.
 */
public final class Preparation {
    private static final long LIMIT_SECS = 300;

    private final Path folder;
    private final Path log;

    private Preparation(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("preparation.log");
    }

    /**
     * Ends with status 0 when the archive is there.
     *
     * @param args where it goes; a folder that outlives the builds; the checkout
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        System.exit(new Preparation(folder).make(Path.of(args[0]), Path.of(args[2])) ? 0 : 1);
    }

    private boolean make(Path archive, Path checkout) throws IOException, InterruptedException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock other = channel.lock()) {
            if (Files.exists(archive)) {
                return true;
            }
            Path classes = folder.resolve("classes-" + System.getProperty("java.vm.version") + ".txt");
            return (Files.exists(classes) || rehearse(classes, checkout)) && archive(classes, archive);
        }
    }

    private boolean rehearse(Path classes, Path checkout) throws IOException, InterruptedException {
        Path draft = folder.resolve("classes-draft.txt");
        List<String> arguments = List.of(
                Rehearsal.class.getName(),
                checkout.toString(),
                folder.resolve("rehearsal").toString());
        return runs("-XX:DumpLoadedClassList=" + draft, arguments) && publish(draft, classes);
    }

    private boolean archive(Path classes, Path archive) throws IOException, InterruptedException {
        Path draft = archive.resolveSibling("classes-draft.jsa");
        Files.deleteIfExists(draft);
        List<String> arguments = List.of(ArchivedClasses.class.getName(), classes.toString());
        return runs("-XX:ArchiveClassesAtExit=" + draft, arguments) && publish(draft, archive);
    }

    private boolean runs(String option, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Xlog:cds*=error", option));
        // The archive is good for this very class path.
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECS, TimeUnit.SECONDS)) {
            process.destroy();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** A draft that is cut short never bears the name. */
    private static boolean publish(Path draft, Path name) throws IOException {
        if (!Files.exists(draft)) {
            return false;
        }
        Files.move(draft, name, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
