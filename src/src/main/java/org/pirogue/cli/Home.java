package org.pirogue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that holds {@code routes/}, {@code config/} and {@code kamelets/}: the checkout, or a country's own repository. */
public record Home(Path folder) {

    /** @throws Refusal P502 if the country has no configuration here */
    public Path configOf(String country) {
        Path file = folder.resolve("config").resolve(country).resolve("application-" + country + ".yaml");
        if (!Files.isRegularFile(file)) {
            throw Refusal.usage("P502", country, folder.resolve("config").toString(), String.join(", ", countries()));
        }
        return file;
    }

    public Path routesOf(String country) {
        return folder.resolve("routes").resolve(country);
    }

    public List<String> countries() {
        Path config = folder.resolve("config");
        if (!Files.isDirectory(config)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(config)) {
            return folders.map(each -> each.getFileName().toString())
                    .filter(name -> Files.isRegularFile(config.resolve(name).resolve("application-" + name + ".yaml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.failed("P503", config.toString(), e.getClass().getSimpleName());
        }
    }
}
