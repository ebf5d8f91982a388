package org.pirogue.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A home of its own, to be edited while Pirogue runs from it: Burundi with one flow, another to be added and removed. */
final class HotHome {
    static final String CARRY = "hmis-to-nmdr";
    static final String SECOND = "hmis-to-tracker";
    private static final String SETTINGS = "config/burundi/application-burundi.yaml";
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    final Path root;

    HotHome(Path root) throws IOException {
        this.root = root;
        copy("kamelets");
        copy("routes/shared");
        copy("routes/burundi/" + CARRY);
        // Many small chunks: a run is under way for as long as its source is slow.
        edit(route(), text -> text.replace("startDate:", "valuesPerChunk: 500\n        startDate:"));
        Files.createDirectories(root.resolve("config/burundi"));
        String original = Files.readString(World.CHECKOUT.resolve(SETTINGS));
        write(
                SETTINGS,
                original.substring(0, original.indexOf("  flows:"))
                        + "  flows:\n    " + CARRY + ": {workspace: nmcp, schedule: \"" + NEVER
                        + "\", hold-above-percent: 100}\n");
    }

    private void copy(String folder) throws IOException {
        Path from = World.CHECKOUT.resolve(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = root.resolve(folder).resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    Path mapping() {
        return root.resolve("routes/burundi/" + CARRY + "/mapping.csv");
    }

    String mappingText() throws IOException {
        return Files.readString(mapping());
    }

    void mapping(String text) {
        write("routes/burundi/" + CARRY + "/mapping.csv", text);
    }

    /** Of two age groups each takes the other's figures. */
    static String crossed(String mapping) {
        return mapping.replace("MAL_TREATED,AGE_LT5,NMDR_TREAT,00_04", "MAL_TREATED,AGE_LT5,NMDR_TREAT,OPEN")
                .replace("MAL_TREATED,AGE_5_14,NMDR_TREAT,05_14", "MAL_TREATED,AGE_5_14,NMDR_TREAT,00_04")
                .replace("NMDR_TREAT,OPEN", "NMDR_TREAT,05_14");
    }

    String route() {
        return "routes/burundi/" + CARRY + "/" + CARRY + ".camel.yaml";
    }

    String kamelet(String name) {
        return "kamelets/" + name + ".kamelet.yaml";
    }

    void edit(String file, UnaryOperator<String> edit) {
        try {
            String before = Files.readString(root.resolve(file));
            String after = edit.apply(before);
            if (after.equals(before)) {
                throw new IllegalArgumentException("nothing changes in " + file);
            }
            write(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As editors do: whole, under another name first. */
    void write(String file, String text) {
        try {
            Path target = root.resolve(file);
            Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
            Files.writeString(draft, text);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The flow first, and a moment of half a country: its line in the settings comes last. */
    void addSecond() throws IOException {
        copy("routes/burundi/" + SECOND);
        edit(
                SETTINGS,
                text -> text + "    " + SECOND + ": {workspace: hmis, schedule: \"" + NEVER
                        + "\", hold-above-percent: 100}\n");
    }

    void removeSecond() throws IOException {
        edit(SETTINGS, text -> text.replaceAll("    " + SECOND + ":.*\n", ""));
        try (Stream<Path> files = Files.walk(root.resolve("routes/burundi/" + SECOND))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    void settings(UnaryOperator<String> edit) {
        edit(SETTINGS, edit);
    }
}
