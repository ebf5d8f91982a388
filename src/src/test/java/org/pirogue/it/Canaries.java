package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names that stand nowhere else, and where they may not be found. That each place was really searched is shown by words that must be. */
final class Canaries {
    // In attributes of tracked entities, in case files, in what is refused, in tables beside flows: none may be found.
    private static final Traces PERSONS = new Traces(List.of(
            "Zanobie Qwertzuvira",
            "ZQV-4711-0815-77",
            "Colline Xylofara 17",
            "+257 79 00 47 11 08",
            "Ubaldine Jyxomera",
            "JYX-0042-9913",
            "Wolbachio Fyndiquu",
            "FYN-7700-3141",
            "Refusine Tyqazobe",
            "TYQ-not-a-date"));
    // In a table beside a flow, which is copied with the flow when it is taken into use, and nowhere else.
    private static final Traces BESIDE = new Traces(List.of("Labrina Vexuquori", "VXQ-SAMPLE-8080"));
    // In messages that others put into the broker: they are where they were put, and nowhere else.
    private static final Traces OTHERS = new Traces(List.of("Poisonella Dryquazi"));
    /** A message that nobody can read, and one that fills pages. */
    static final String POISON = "{\"name\": \"Poisonella Dryquazi\"";

    static final String FILLER = "filler-of-the-pages";

    private final PrivatePirogue pirogue;

    Canaries(PrivatePirogue pirogue) {
        this.pirogue = pirogue;
    }

    /** Everything that a Pirogue writes: its data folder, the folder for temporary files, its log. */
    void areNotOnTheDisk(String when) throws Exception {
        Path data = pirogue.data();
        checkpoint();
        for (Path place : List.of(data, pirogue.folder.resolve("tmp"))) {
            assertThat(PERSONS.below(place)).as("%s, in %s", when, place).isEmpty();
        }
        areNotInTheLog(when);
        for (String part : List.of("postgres", "secrets", "spool", "datasets")) {
            if (Files.isDirectory(data.resolve(part))) {
                assertThat(BESIDE.below(data.resolve(part)))
                        .as("%s, in %s", when, part)
                        .isEmpty();
                assertThat(OTHERS.below(data.resolve(part)))
                        .as("%s, in %s", when, part)
                        .isEmpty();
            }
        }
        searched(data);
    }

    void areNotInTheLog(String when) throws IOException {
        byte[] log = Files.readAllBytes(pirogue.log());
        for (Traces words : List.of(PERSONS, OTHERS, BESIDE)) {
            assertThat(words.in(log)).as("%s, in the log", when).isEmpty();
        }
    }

    /** Metrics, Jolokia, health, status, and what of these flows was refused. */
    void areInNoAnswer(List<String> flows) throws Exception {
        String metrics = pirogue.get("/prometheus");
        String jolokia = pirogue.jolokia();
        assertThat(metrics).contains(flows.get(0));
        assertThat(jolokia).contains(flows.get(0) + ".deliver", "dead-letter.nmcp.hmis-to-nmdr", "ExchangesTotal");
        for (String answer : List.of(metrics, jolokia, pirogue.get("/health"), pirogue.get("/api/status"))) {
            assertThat(in(answer)).isEmpty();
        }
        for (String flow : flows) {
            String rejects = pirogue.get("/api/runs/" + pirogue.newest(flow).run() + "/rejects?limit=1000");
            assertThat(in(rejects)).as(rejects).isEmpty();
        }
    }

    private static List<String> in(String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        return Stream.of(PERSONS.in(bytes), OTHERS.in(bytes))
                .flatMap(Set::stream)
                .toList();
    }

    /** A database that runs on after a kill has pages in memory only: they go to where they will be looked for. */
    private void checkpoint() throws Exception {
        if (pirogue.hasDatabase()) {
            try (Connection database = pirogue.database("postgres");
                    var statement = database.createStatement()) {
                statement.execute("checkpoint");
            }
        }
    }

    /** What stands there by right is found by the same search. */
    private void searched(Path data) throws IOException {
        isIn(data.resolve("postgres/data/base"), "BDI_0101");
        isIn(data.resolve("postgres/data/pg_wal"), "BDI_0101");
        isIn(data.resolve("artemis/journal"), "Poisonella Dryquazi");
        isIn(data.resolve("artemis/bindings"), "dead-letter");
        isIn(data.resolve("artemis/paging"), FILLER);
        isIn(data.resolve("artemis/large-messages"), FILLER);
        assertThat(new Traces(List.of(PersonsHome.COPY)).in(Files.readAllBytes(pirogue.log())))
                .isNotEmpty();
    }

    private static void isIn(Path place, String word) throws IOException {
        assertThat(new Traces(List.of(word)).below(place))
                .as("control in %s", place)
                .isNotEmpty();
    }
}
