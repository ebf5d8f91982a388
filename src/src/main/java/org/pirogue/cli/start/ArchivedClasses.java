package org.pirogue.cli.start;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads, and does not run, the classes of a list: the JVM that it ends in writes them into its archive. */
public final class ArchivedClasses {
    private ArchivedClasses() {}

    /** @param args the list, as {@code -XX:DumpLoadedClassList} writes it */
    public static void main(String[] args) throws IOException {
        ClassLoader loader = ArchivedClasses.class.getClassLoader();
        try (Stream<String> lines = Files.lines(Path.of(args[0]))) {
            lines.map(ArchivedClasses::name).filter(name -> fits(name, loader)).forEach(name -> load(name, loader));
        }
    }

    /** @return its internal name; empty for a comment, and for what the JVM makes while it runs */
    static String name(String line) {
        boolean made = line.startsWith("#") || line.startsWith("@") || line.contains(" source:") || line.contains("$$");
        return made ? "" : line.split(" ", 2)[0];
    }

    /**
     * Java 17 ends with a memory fault when a class that stands only under {@code META-INF/versions} of its jar is taken
     * from an archive while a recording or an agent watches classes being loaded (Flight Recorder does): none goes in.
     */
    private static boolean fits(String name, ClassLoader loader) {
        URL place = name.isEmpty() ? null : loader.getResource(name + ".class");
        return place != null && !place.toString().contains("!/META-INF/versions/");
    }

    private static @Nullable Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // An optional class with a parent that is not there: it is not loaded from an archive either.
            return null;
        }
    }
}
