package org.pirogue.country;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pirogue.country.lint.Branch;
import org.pirogue.country.lint.CamelCatalogue;
import org.pirogue.country.lint.CamelSchema;
import org.pirogue.country.lint.YamlFile;
import org.pirogue.prepare.Problem;

/**
 * Routes and kamelets held against Camel's own schema and catalogue. At a start Camel reads the same files and refuses the
 * same by itself; a person who edits them wants to know before, and where.
 */
final class CamelCheck {
    private final Path home;
    private final Findings findings;
    private final CamelSchema schema = new CamelSchema();

    private CamelCheck(Path home) {
        this.home = home;
        this.findings = new Findings(home);
    }

    static List<Problem> problems(Path home, String country) {
        CamelCheck check = new CamelCheck(home);
        try (CamelCatalogue catalogue = new CamelCatalogue()) {
            for (String folder : List.of("routes/" + country, "routes/shared", "kamelets")) {
                files(home.resolve(folder)).forEach(file -> check.check(file, catalogue));
            }
        }
        return check.findings.all();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().matches(".*\\.(camel|kamelet)\\.yaml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(Path file, CamelCatalogue catalogue) {
        // What cannot be read was told before.
        YamlFile.read(file, "P152", (code, line, value, text, hint) -> {}).ifPresent(yaml -> {
            Branch routes =
                    yaml.isList() ? yaml : yaml.get("spec").get("template").alone();
            schema.check(routes, findings.in(file));
            catalogue.check(routes, findings.in(file));
        });
    }
}
