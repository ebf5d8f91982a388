package org.pirogue.it;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Starts the Pirogue of this build again and again: its classes lie in jars, so that the JVM can keep an archive of all
 * that a start loads, and a start costs half of what it would.
 */
final class Launchpad {
    private static final Path PLACE = Path.of("target/proof/launch").toAbsolutePath();

    private final String classPath;
    private final Path archive;

    private Launchpad(List<Path> entries, Path archive) {
        this.classPath = String.join(
                File.pathSeparator, entries.stream().map(Path::toString).toList());
        this.archive = archive;
    }

    static Launchpad build() throws IOException {
        Files.createDirectories(PLACE);
        List<Path> entries = new ArrayList<>();
        for (String entry : ChildPirogue.classPath().split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                entries.add(jar(path, file -> true));
            } else if (Files.exists(path)) {
                entries.add(path);
            }
        }
        Path hooks = Path.of("target/test-classes").toAbsolutePath();
        entries.add(jar(
                hooks, file -> file.startsWith("org/pirogue/it/hook") || file.endsWith("ledger/BrokenLedger.class")));
        CRC32 crc = new CRC32();
        entries.forEach(entry -> crc.update(entry.toString().getBytes()));
        return new Launchpad(entries, PLACE.resolve(HexFormat.of().toHexDigits((int) crc.getValue()) + ".jsa"));
    }

    /** Named by what is in it, so that one of an earlier build is used only where it is the same. */
    private static Path jar(Path folder, Predicate<Path> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> wanted.test(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
        CRC32 crc = new CRC32();
        for (Path file : files) {
            crc.update(file.toString().getBytes());
            crc.update(Files.readAllBytes(file));
        }
        Path jar = PLACE.resolve(HexFormat.of().toHexDigits((int) crc.getValue()) + ".jar");
        if (!Files.exists(jar)) {
            Path draft = Files.createTempFile(PLACE, "draft", ".jar");
            try (OutputStream out = Files.newOutputStream(draft);
                    JarOutputStream zip = new JarOutputStream(out)) {
                // Spring looks for the components of a package by its folder: it must be in the jar, too.
                for (Path parent : parents(folder, files)) {
                    zip.putNextEntry(new JarEntry(parent + "/"));
                }
                for (Path file : files) {
                    zip.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                    Files.copy(file, zip);
                }
            }
            Files.move(draft, jar);
        }
        return jar;
    }

    private static Set<Path> parents(Path folder, List<Path> files) {
        Set<Path> parents = new TreeSet<>();
        for (Path file : files) {
            for (Path up = folder.relativize(file).getParent(); up != null; up = up.getParent()) {
                parents.add(up);
            }
        }
        return parents;
    }

    /** Started, not yet ready. Where there is no archive yet, this one will leave it behind when it is stopped. */
    ChildPirogue start(Path home, Path data, Path log, List<String> settings) throws IOException {
        boolean known = Files.exists(archive);
        return ChildPirogue.start(
                List.of(
                        known ? "-XX:SharedArchiveFile=" + archive : "-XX:ArchiveClassesAtExit=" + archive,
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-cp",
                        classPath,
                        "org.pirogue.cli.Main"),
                home,
                data,
                log,
                settings);
    }

    boolean hasArchive() {
        return Files.exists(archive);
    }
}
