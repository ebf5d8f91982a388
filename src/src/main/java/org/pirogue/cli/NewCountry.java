package org.pirogue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a country that is only begun: its settings, a folder for its flows, and Pirogue's own kamelets and shared routes. */
final class NewCountry {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> TAKEN = Set.of("shared");
    private static final List<String> SHIPPED = List.of("kamelets", "routes/shared");

    private final Path checkout;
    private final Path home;
    private final String country;
    private final String ending;
    private final List<Path> written = new ArrayList<>();

    NewCountry(Path checkout, Path home, String country, Locale locale) {
        this.checkout = checkout;
        this.home = home;
        this.country = country;
        this.ending = locale.getLanguage().equals("fr") ? "_fr" : "";
    }

    /**
     * @return what was written, as seen from the home: single files, and the folders that were copied
     * @throws Refusal P588 where the country is there already, P589 where the name cannot be one
     */
    List<Path> write() {
        if (!NAME.matcher(country).matches() || TAKEN.contains(country)) {
            throw Refusal.usage("P589", country);
        }
        Path config = Path.of("config", country, "application-" + country + ".yaml");
        Path routes = Path.of("routes", country);
        for (Path each : List.of(config.getParent(), routes)) {
            if (Files.exists(home.resolve(each))) {
                throw Refusal.failed("P588", home.resolve(each));
            }
        }
        try {
            write(config, "application" + ending + ".yaml");
            write(routes.resolve("README.md"), "README" + ending + ".md");
            if (!Files.exists(home.resolve(".gitignore"))) {
                write(Path.of(".gitignore"), "gitignore");
            }
            for (String folder : SHIPPED) {
                copy(Path.of(folder));
            }
        } catch (IOException e) {
            throw Refusal.failed("P503", home.toString(), e.getClass().getSimpleName());
        }
        return List.copyOf(written);
    }

    private void write(Path file, String resource) throws IOException {
        Path target = home.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream text = NewCountry.class.getResourceAsStream("init/" + resource)) {
            Files.writeString(
                    target, new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("@country@", country));
        }
        written.add(file);
    }

    /** A home that has the folder keeps its own. */
    private void copy(Path folder) throws IOException {
        if (Files.exists(home.resolve(folder))) {
            return;
        }
        Path source = checkout.resolve(folder).toRealPath();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(folder).resolve(source.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        written.add(folder);
    }
}
