package org.pirogue.country.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pirogue.prepare.Problem;

/** The files of a home that make up what a country runs: routes, kamelets, tables and settings; no documents, no tests. */
public final class HomeFiles {
    private static final Pattern KAMELET = Pattern.compile(".*\\.kamelet\\.ya?ml");
    private static final Pattern SETTINGS = Pattern.compile("(?i)application.*\\.(ya?ml|properties)");

    private final Path home;
    private final String country;

    public HomeFiles(Path home, String country) {
        this.home = home;
        this.country = country;
    }

    /**
     * Changes when a file is added, removed or written, as far as names, sizes and times tell: cheap, and it works on folders
     * of the network, where nobody tells of changes.
     */
    String fingerprint() {
        StringBuilder seen = new StringBuilder();
        for (Path file : list(new ArrayList<>())) {
            seen.append(home.relativize(file)).append('\t');
            try {
                seen.append(Files.size(file))
                        .append('\t')
                        .append(Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                seen.append(e.getClass().getSimpleName());
            }
            seen.append('\n');
        }
        return seen.toString();
    }

    /** All of them, read once. What is written meanwhile is not taken half: it is said, and the next look reads again. */
    public Snapshot read() {
        String before = fingerprint();
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path file : list(problems)) {
            String name = name(file);
            try {
                files.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                problems.add(new Problem(
                        "P656",
                        name,
                        null,
                        "cannot be read: " + e.getClass().getSimpleName(),
                        "check its permissions"));
            }
        }
        if (!before.equals(fingerprint())) {
            problems.add(new Problem("P656", ".", null, "files changed while they were read", "deploy again"));
        }
        return new Snapshot(folders(), files, problems);
    }

    private List<String> folders() {
        return Stream.of("routes/" + country, "routes/shared", "kamelets")
                .filter(folder -> Files.isDirectory(home.resolve(folder)))
                .toList();
    }

    private List<Path> list(List<Problem> problems) {
        List<Path> files = new ArrayList<>();
        files.addAll(list("routes/" + country, 4, problems));
        files.addAll(list("routes/shared", 1, problems));
        files.addAll(list("kamelets", 1, problems).stream()
                .filter(file -> KAMELET.matcher(file.toString()).matches())
                .toList());
        // One is meant; the others are refused, because Spring could read them by itself.
        files.addAll(list("config/" + country, 1, problems).stream()
                .filter(file -> SETTINGS.matcher(file.getFileName().toString()).matches())
                .toList());
        return files;
    }

    private List<Path> list(String folder, int depth, List<Problem> problems) {
        Path root = home.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root, depth)) {
            Path real = root.toRealPath();
            return found.filter(file -> isMeant(root.relativize(file)))
                    .filter(file -> isInside(file, real, problems))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            problems.add(new Problem("P656", folder, null, "cannot be read whole", "check its permissions"));
            return List.of();
        }
    }

    /** What editors leave behind, and what only people read, changes nothing. */
    private static boolean isMeant(Path file) {
        for (Path part : file) {
            if (part.toString().startsWith(".") || part.toString().startsWith("#")) {
                return false;
            }
        }
        String name = file.getFileName().toString();
        return !name.endsWith("~")
                && !name.endsWith(".tmp")
                && !name.endsWith(".bak")
                && !name.endsWith(".md")
                && !name.endsWith(".test.yaml");
    }

    private boolean isInside(Path file, Path root, List<Problem> problems) {
        try {
            if (!Files.exists(file) || file.toRealPath().startsWith(root)) {
                return true;
            }
        } catch (IOException e) {
            // It went between two looks: so it is not there.
            return false;
        }
        problems.add(new Problem(
                "P188", name(file), null, "a link that leads out of the folder", "put the file itself here"));
        return false;
    }

    private String name(Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }
}
