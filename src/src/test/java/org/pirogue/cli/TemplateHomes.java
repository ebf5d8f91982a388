package org.pirogue.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pirogue.country.CountryLint;
import org.springframework.util.FileSystemUtils;

/** Homes with some of Pirogue's own kamelets and the real lint, and a kamelet that one of them made. */
final class TemplateHomes {
    static final String KAMELET = "report-checks-action";
    /** What the flow calls; few, since each installation has every one of them checked. */
    private static final List<String> STEPS = List.of(
            "dhis2-data-values-source",
            "map-codes-action",
            "check-quality-action",
            "changed-slices-action",
            "dhis2-data-values-sink");

    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    private final Path folder;
    private final String catalogue;

    TemplateHomes(Path folder, String catalogue) {
        this.folder = folder;
        this.catalogue = catalogue;
    }

    /** A home that the commands are called in. */
    record Place(Path home, String catalogue, CommandLineFixture commands) {
        Exit call(String... words) {
            List<String> all = new ArrayList<>(List.of("template"));
            all.addAll(List.of(words));
            all.addAll(List.of("--catalogue", catalogue));
            return commands.fresh().call(all.toArray(String[]::new));
        }

        /** The same home with another catalogue. */
        Place at(String other) {
            return new Place(home, other, commands);
        }

        String out() {
            return commands.out();
        }

        String err() {
            return commands.err();
        }

        String read(String path) {
            try {
                return Files.readString(home.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Path write(String path, String text) {
            try {
                Path file = home.resolve(path);
                Files.createDirectories(file.getParent());
                return Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean has(String path) {
            return Files.exists(home.resolve(path));
        }
    }

    /** Burundi's own, with one of its flows. */
    Place burundi() {
        Path home = home("burundi-home");
        copy("routes/burundi/hmis-to-nmdr", home);
        Place place = place(home);
        place.write("config/burundi/application-burundi.yaml", """
                pirogue:
                  country: burundi
                  workspaces:
                    hmis: {title: "Système national d'information sanitaire"}
                    nmcp: {title: "Programme national de lutte contre le paludisme"}
                  connections:
                    hmis:
                      workspace: hmis
                      readable-by: [nmcp]
                      url: https://hmis.example.bi
                      token-env: PIROGUE_HMIS_TOKEN
                    nmdr:
                      workspace: nmcp
                      url: https://nmdr.example.bi
                      token-env: PIROGUE_NMDR_TOKEN
                  flows:
                    hmis-to-nmdr: {workspace: nmcp, schedule: "0 40 * * * ?"}
                """);
        return place;
    }

    /** Another country: other names of connections and workspaces, no flow yet. */
    Place atlantis() {
        Place place = place(home("atlantis-home"));
        place.write("config/atlantis/application-atlantis.yaml", config(""));
        place.write("routes/atlantis/README.md", "Nothing yet.\n");
        return place;
    }

    static String config(String flows) {
        return """
                pirogue:
                  country: atlantis
                  workspaces:
                    health: {title: "Health information"}
                    malaria: {title: "Malaria"}
                  connections:
                    reports:
                      workspace: health
                      readable-by: [malaria]
                      url: https://reports.example.org
                      token-env: PIROGUE_REPORTS_TOKEN
                    repository:
                      workspace: malaria
                      url: https://repository.example.org
                      token-env: PIROGUE_REPOSITORY_TOKEN
                """ + flows;
    }

    private Path home(String name) {
        Path home = folder.resolve(name);
        for (String kamelet : STEPS) {
            copy("kamelets/" + kamelet + ".kamelet.yaml", home);
        }
        copy("routes/shared", home);
        return home;
    }

    private Place place(Path home) {
        CommandLineFixture commands = new CommandLineFixture(home);
        commands.lint = (where, country) -> CountryLint.problems(where, country, Locale.ENGLISH);
        return new Place(home, catalogue, commands);
    }

    private static void copy(String part, Path home) {
        try {
            Path target = home.resolve(part);
            Files.createDirectories(target.getParent());
            FileSystemUtils.copyRecursively(CHECKOUT.resolve(part), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param properties lines of the definition, each a property */
    static void kamelet(Place place, String... properties) {
        StringBuilder lines = new StringBuilder();
        for (String property : properties) {
            lines.append("      ").append(property).append('\n');
        }
        place.write("kamelets/" + KAMELET + ".kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: report-checks-action
                  labels:
                    camel.apache.org/kamelet.type: "action"
                spec:
                  definition:
                    title: Report Checks Action
                    description: Checks reports as the ministry agreed.
                    required: [rules]
                    type: object
                    properties:
                %s  dependencies:
                    - "camel:kamelet"
                    - "camel:bean"
                  template:
                    from:
                      uri: "kamelet:source"
                      steps:
                        - bean:
                            ref: prepare
                            method: "check('{{rules}}', ${body})"
                """.formatted(lines));
        place.write("kamelets/test/" + KAMELET + ".test.yaml", """
                kamelet: report-checks-action
                parameters: {rules: quality.yaml}
                quality: |
                  - {check: negative-count, action: quarantine}
                tests:
                  - name: a negative count is held back
                    given:
                      values:
                        - {orgUnit: A, period: "202501", values: {CONF/O5: -3, ITN: 14}}
                    gives:
                      - {orgUnit: A, period: "202501", values: {ITN: 14}}
                    findings: [P251]
                """);
    }
}
