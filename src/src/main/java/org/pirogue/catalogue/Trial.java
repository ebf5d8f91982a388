package org.pirogue.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.util.FileSystemUtils;

/** A copy of a home in which an installation is looked at before it happens. */
public final class Trial {
    private Trial() {}

    /**
     * @param lint the problems of the home at the path that it is given
     * @return what lint says of the home as it would be
     */
    public static List<String> problems(Path home, Plan plan, Function<Path, List<String>> lint) {
        try {
            Path copy = Files.createTempDirectory("pirogue-trial");
            try {
                for (String part : List.of("kamelets", "routes")) {
                    if (Files.isDirectory(home.resolve(part))) {
                        FileSystemUtils.copyRecursively(home.resolve(part), copy.resolve(part));
                    }
                }
                // Sample data may lie there, and no template changes it.
                Files.createSymbolicLink(
                        copy.resolve("config"), home.resolve("config").toRealPath());
                apply(copy, plan);
                return lint.apply(copy);
            } finally {
                FileSystemUtils.deleteRecursively(copy);
            }
        } catch (IOException e) {
            throw new CatalogueProblem("P647", home, e.getClass().getSimpleName());
        }
    }

    private static void apply(Path copy, Plan plan) throws IOException {
        for (Map.Entry<String, byte[]> file : plan.writes().entrySet()) {
            Path path = copy.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        for (String path : plan.removes()) {
            Files.deleteIfExists(copy.resolve(path));
        }
    }
}
