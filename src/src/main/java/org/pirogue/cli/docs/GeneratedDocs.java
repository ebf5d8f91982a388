package org.pirogue.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;

/** The generated parts of the READMEs of a home: {@code kamelets/} and every {@code routes/COUNTRY/FLOW/}. */
public final class GeneratedDocs {
    private final Home home;

    public GeneratedDocs(Home home) {
        this.home = home;
    }

    /** What a template's documentation says of one kamelet. */
    public static String ofKamelet(Path definition) {
        return KameletDocs.one(definition);
    }

    /** What a template's documentation says of a flow: its README, or what its routes say where it has none. */
    public static String ofFlow(Path folder, CountryConfig config) {
        Path readme = folder.resolve("README.md");
        try {
            return Files.isRegularFile(readme)
                    ? Files.readString(readme)
                    : RouteDocs.of(folder, files(folder, ".camel.yaml"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** READMEs that differ from their definitions, or are not there. */
    public List<Path> stale() {
        List<Path> stale = new ArrayList<>();
        generated().forEach((file, part) -> {
            if (!part.isIn(file)) {
                stale.add(home.folder().relativize(file));
            }
        });
        return stale;
    }

    /** Writes what is stale, and returns it. What people wrote outside the generated part stays. */
    public List<Path> refresh() {
        List<Path> stale = stale();
        generated().forEach((file, part) -> part.writeInto(file));
        return stale;
    }

    private Map<Path, GeneratedPart> generated() {
        Map<Path, GeneratedPart> parts = new LinkedHashMap<>();
        Path kamelets = home.folder().resolve("kamelets");
        List<Path> definitions = files(kamelets, ".kamelet.yaml");
        if (!definitions.isEmpty()) {
            parts.put(kamelets.resolve("README.md"), new GeneratedPart(KameletDocs.of(definitions)));
        }
        for (String country : home.countries()) {
            CountryConfig config = CountryConfig.read(home, country);
            for (Path flow : folders(home.routesOf(country))) {
                List<Path> routes = files(flow, ".camel.yaml");
                if (!routes.isEmpty()) {
                    parts.put(flow.resolve("README.md"), new GeneratedPart(RouteDocs.of(flow, routes, config)));
                }
            }
        }
        return parts;
    }

    static List<Path> files(Path folder, String ending) {
        return list(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(ending))
                .toList();
    }

    private static List<Path> folders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
