package org.pirogue.country;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What stands in the folders of a country: files that lie there themselves, and none that something else would load. */
final class Folders {
    private static final long LARGEST = 64L * 1024 * 1024;

    private final Path home;
    private final Findings findings;

    Folders(Path home, Findings findings) {
        this.home = home;
        this.findings = findings;
    }

    void check(String country) {
        for (String folder : List.of("kamelets", "routes/shared", "routes/" + country, "config/" + country)) {
            check(home.resolve(folder));
        }
    }

    private void check(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            Path real = folder.toRealPath();
            for (Path file : found.filter(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                check(file, real, folder.equals(home.resolve("kamelets")));
            }
        } catch (IOException e) {
            findings.add("P188", findings.place(folder), null, "cannot be read whole", "check its permissions");
        }
    }

    private void check(Path file, Path folder, boolean kamelets) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.exists(file) || !file.toRealPath().startsWith(folder)) {
            findings.add("P188", file, 1, name, "a link that leads out of the folder", "put the file itself here");
        } else if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
            findings.add("P188", file, 1, name, "no ordinary file", "remove it");
        } else if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
            findings.add("P181", file, 1, name, "larger than " + (LARGEST >> 20) + " MB", "cut it");
        }
        String parent = file.getParent().getFileName().toString();
        boolean settings = name.matches("(?i)application.*\\.(ya?ml|properties)");
        if (settings && !name.equals("application-" + parent + ".yaml")) {
            findings.add("P193", file, 1, name, "settings that Spring could read by itself", "remove it");
        }
        if (name.endsWith(".camel.yaml") && !name.equals(parent + ".camel.yaml") && !parent.equals("shared")) {
            findings.add("P153", file, 1, name, "a route file of another name than its folder", "remove it");
        }
        if (kamelets && name.matches(".*\\.kamelet\\.ya?ml") && !name.matches("[a-z0-9-]+\\.kamelet\\.yaml")) {
            findings.add("P183", file, 1, name, "no name of a kamelet", "small letters, digits and hyphens");
        }
    }
}
