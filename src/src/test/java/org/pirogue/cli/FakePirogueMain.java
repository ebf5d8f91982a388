package org.pirogue.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A child process that looks like {@code run}: it obeys {@code --data} and writes down what it was given. */
final class FakePirogueMain {
    private FakePirogueMain() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        Path data = Path.of(words.get(words.indexOf("--data") + 1));
        System.out.println("starting with a country " + words.get(1));
        Files.writeString(data.resolve("arguments"), String.join("\n", words));
        if (words.get(1).equals("wreck")) {
            System.out.println("P101 the hull has a hole");
            System.exit(1);
        }
        new FakePirogue().in(data);
        // The server's thread keeps it alive, as Tomcat's does.
    }
}
