package org.pirogue.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Burundi's files with every kind of flow that carries persons: to be counted, copied, listed, shared. */
final class PersonsHome {
    static final String COUNT = "tracker-to-hmis";
    static final String COPY = "persons-copy";
    static final String DATASET = "persons-dataset";
    static final String LIST = "persons-list";
    /** With pseudonyms, of the same file as the list. */
    static final String PARTNERS = "persons-partners";

    private PersonsHome() {}

    static void make(Path home) throws IOException {
        World.copyHome(home);
        Path routes = home.resolve("routes/burundi");
        Path example = home.resolve("routes/examples/cases-for-partners");
        flow(example, routes.resolve(DATASET), text -> text.replace("cases-for-partners", DATASET)
                .replace("surveillance", "hmis")
                .replace("connection: eoc-files, key: case_id", "connection: datasets, key: number")
                .replace("kamelet:table-file-sink", "kamelet:dataset-sink")
                .replace("connection: eoc-files, file: cases.csv", "connection: datasets, dataset: cases"));
        flow(example, routes.resolve(LIST), text -> text.replace("cases-for-partners", LIST)
                .replace("surveillance", "hmis")
                .replaceAll("(?s)        - to:\\s+uri: kamelet:anonymise-action\\s+parameters: [^\\n]+\\n", ""));
        flow(example, routes.resolve(PARTNERS), text -> text.replace("cases-for-partners", PARTNERS)
                .replace("surveillance", "hmis")
                .replace("cases_*.csv", "few_*.csv")
                .replace("file: cases.csv", "file: partners.csv"));
        numbers(routes.resolve(DATASET));
        numbers(routes.resolve(LIST));
        Path copied = Files.createDirectories(routes.resolve(COPY));
        Files.writeString(
                copied.resolve(COPY + ".camel.yaml"),
                Files.readString(
                        World.CHECKOUT.resolve("src/src/test/resources/home-persons/persons-copy.camel.yaml")));
        // The rules count by what nobody but the person has: it has to be kept.
        Path rules = routes.resolve(COUNT + "/rules.csv");
        Files.writeString(
                rules,
                Files.readString(rules)
                        .replace(
                                "#{INVESTIGATION.MCS_RESULT} == 'POS' && d2",
                                "#{INVESTIGATION.MCS_RESULT} == 'POS' && A{FULL_NAME} != A{NATIONAL_ID} && d2"));
        Path config = home.resolve("config/burundi/application-burundi.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("  connections:\n", """
                  connections:
                    copy: {workspace: hmis, url: "https://copy.example.bi"}
                    district-files: {type: folder, workspace: hmis, path: received}
                    eoc-files: {type: folder, workspace: hmis, path: eoc}
                """)
                        .replace(
                                "  flows:\n", "  flows:\n" + line(COPY) + line(DATASET) + line(LIST) + line(PARTNERS)));
    }

    /** A dataset takes no pseudonym: its rows go by the number of the case, which names nobody by itself. */
    private static void numbers(Path flow) throws IOException {
        Path columns = flow.resolve("columns.yaml");
        Files.writeString(
                columns, Files.readString(columns) + "  - {name: number, required: true, headers: [Numéro]}\n");
        Path rules = flow.resolve("anonymise.yaml");
        Files.writeString(
                rules,
                Files.readString(rules)
                        .replace(
                                "{column: case_id, do: pseudonym, normal: [case, spaces]}",
                                "{column: case_id, do: drop}\n  - {column: number, do: keep}"));
    }

    private static String line(String flow) {
        return "    " + flow + ": {workspace: hmis, schedule: \"0 0 0 1 1 ? 2099\"}\n";
    }

    private static void flow(Path from, Path to, UnaryOperator<String> routes) throws IOException {
        Files.createDirectories(to);
        String own = from.getFileName() + ".camel.yaml";
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(from.getFileName().toString()) && !name.equals("README.md")) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
        Files.writeString(
                to.resolve(to.getFileName() + ".camel.yaml"), routes.apply(Files.readString(from.resolve(own))));
        Path laboratory = to.resolve("laboratory.csv");
        Files.writeString(
                laboratory,
                Files.readString(laboratory) + "VXQ-SAMPLE-8080,2026-01-14,positive\n"
                        + "Labrina Vexuquori,no day at all,positive\n");
    }
}
