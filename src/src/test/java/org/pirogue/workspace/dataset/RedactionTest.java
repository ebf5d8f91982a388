package org.pirogue.workspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A person's rows go out of every version, and nothing else of it changes. */
class RedactionTest {
    private static final Set<String> ERNA = Set.of("erna-4711");

    private final Publishes lab = new Publishes();
    private final PersonRows persons = new PersonRows(lab.jdbc);
    private final Redaction redaction = new Redaction(
            lab.jdbc,
            new TransactionTemplate(new JdbcTransactionManager(lab.jdbc.getDataSource())),
            lab.reader,
            lab.files);

    private DatasetVersion publish(int others, String... erna) {
        return lab.publish(with(others, erna)).orElseThrow();
    }

    private static List<Row> with(int others, String... erna) {
        List<Row> all = new ArrayList<>(rows(others, "1"));
        for (String id : erna) {
            all.add(row(id, "cases", "7", "rate", "0.50", "reçu le", "2026-02-28", "late", "true"));
        }
        return all;
    }

    private List<PersonRows.Held> held() {
        return persons.held("lab", ERNA).stream()
                .filter(each -> each.version().dataset().equals(lab.name))
                .toList();
    }

    private DatasetVersion now(DatasetVersion version) {
        return lab.datasets.version(lab.name, version.version());
    }

    @Test
    void herRowsGoOutOfEveryVersionHoweverSheIsWritten() throws Exception {
        DatasetVersion first = publish(3, "ERNA-4711");
        DatasetVersion second = publish(2, "Erna - 4711", "erna-4711");
        DatasetVersion third = publish(5);
        assertThat(held())
                .extracting(each -> each.version().version(), PersonRows.Held::rows)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, 1L), org.assertj.core.groups.Tuple.tuple(2L, 2L));

        assertThat(redaction.of(first, ERNA, 12, "tester")).isEqualTo(1);
        assertThat(redaction.of(second, ERNA, 12, "tester")).isEqualTo(2);
        assertThat(redaction.of(third, ERNA, 12, "tester")).isZero();

        assertThat(held()).isEmpty();
        assertThat(lab.read(first)).extracting(each -> each.value("id")).containsExactly("r0", "r1", "r2");
        assertThat(now(first).rows()).isEqualTo(3);
        assertThat(now(first).profile().at("/cases/max").asInt()).isEqualTo(1);
        assertThat(now(first).lineage().at("/redactions/0/erasure").asLong()).isEqualTo(12);
        assertThat(now(first).lineage().at("/redactions/0/rows").asLong()).isEqualTo(1);
        assertThat(now(first).lineage().at("/redactions/0/at").asText()).isNotBlank();
        assertThat(now(first).lineage().toString()).doesNotContainIgnoringCase("erna");
        assertThat(now(third).lineage().has("redactions")).isFalse();
    }

    @Test
    void theNextRunWithoutHerMakesNoVersionForNothing() {
        DatasetVersion current = publish(4, "erna-4711");
        redaction.of(current, ERNA, 1, "tester");

        assertThat(lab.publish(with(4))).isEmpty();
        assertThat(lab.publish(with(5))).isPresent();
    }

    @Test
    void theFilesAreMadeAnewAndTheRowsAreNotMerelyHiddenInTheTable() throws Exception {
        DatasetVersion version = publish(4, "erna-4711");
        DatasetFiles.Written before = lab.datasets.file(version, Format.CSV);
        assertThat(before.file()).content().contains("erna-4711");
        assertThat(table(version)).contains("erna-4711");

        redaction.of(version, ERNA, 1, "tester");

        assertThat(before.file()).doesNotExist();
        DatasetFiles.Written after = lab.datasets.file(now(version), Format.CSV);
        assertThat(after.file()).content().contains("r3").doesNotContain("erna-4711");
        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(table(version)).contains("r3").doesNotContain("erna-4711");
    }

    /** The table as it lies on the disk. */
    private String table(DatasetVersion version) throws Exception {
        lab.jdbc.execute("select 1");
        String folder =
                lab.jdbc.queryForObject("select pg_relation_filepath(?::regclass)", String.class, version.table());
        try (var admin = org.pirogue.ledger.TestDatabase.superuser();
                var statement = admin.createStatement()) {
            statement.execute("checkpoint");
            try (var found = statement.executeQuery("select pg_read_binary_file('" + folder + "')")) {
                found.next();
                return new String(found.getBytes(1), StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Test
    void whoeverReadsTheVersionReadsItToItsEnd() {
        DatasetVersion version = publish(2_500, "erna-4711");
        try (Table reading = lab.reader.table(version, Publishes.READER)) {
            long read = reading.parts().next().rows().size();

            redaction.of(version, ERNA, 1, "tester");

            while (reading.parts().hasNext()) {
                read += reading.parts().next().rows().size();
            }
            assertThat(read).isEqualTo(2_501);
        }
        assertThat(held()).isEmpty();
    }

    @Test
    void whoWasGivenHerIsFoundByTheirPartOfIt() {
        publish(3, "erna-4711");
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        Share whole = share("pat", null, null);
        Share other = share("ann", "2026-03-01", null);
        Share gone = share("joe", null, null);
        lab.shares.withdraw(gone.id(), "tester");
        share("new", null, null);
        DatasetVersion later = publish(4);
        lab.shares.follow(lab.name);
        Share late = share("late", null, later.version());

        assertThat(persons.given(held(), ERNA))
                .extracting(each -> each.share().terms().recipient(), PersonRows.Given::versions)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("pat", List.of(1L)),
                        org.assertj.core.groups.Tuple.tuple("joe", List.of(1L)),
                        org.assertj.core.groups.Tuple.tuple("new", List.of(1L)));
        assertThat(persons.given(held(), ERNA))
                .allSatisfy(each -> assertThat(each.known()).containsExactly("erna-4711"));
        assertThat(List.of(whole, other, late)).doesNotContainNull();
    }

    /** By a number that only others were given, a receiver would learn it from the notice. */
    @Test
    void aNoticeNamesHerOnlyByWhatThatShareGives() {
        lab.publish(List.of(row("erna-4711", "cases", "4711", "reçu le", "2026-02-28"), row("r0", "cases", "1")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        share("both", List.of("id", "cases"));
        share("number", List.of("cases", "late"));
        share("neither", List.of("late"));
        Set<String> names = Set.of("erna-4711", "4711");
        List<PersonRows.Held> all = persons.held("lab", names).stream()
                .filter(each -> each.version().dataset().equals(lab.name))
                .toList();

        assertThat(persons.given(all, names))
                .extracting(each -> each.share().terms().recipient(), PersonRows.Given::known)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("both", Set.of("erna-4711", "4711")),
                        org.assertj.core.groups.Tuple.tuple("number", Set.of("4711")),
                        org.assertj.core.groups.Tuple.tuple("neither", Set.of()));
    }

    private Share share(String to, List<String> columns) {
        return lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER, to, columns, null, List.of(), false, null, null, null, "test", null),
                null,
                "tester");
    }

    private Share share(
            String to,
            @org.jspecify.annotations.Nullable String from,
            @org.jspecify.annotations.Nullable Long version) {
        return lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER,
                        to,
                        List.of("id", "cases"),
                        null,
                        List.of(),
                        false,
                        from == null ? null : "reçu le",
                        from,
                        null,
                        "test",
                        null),
                version,
                "tester");
    }
}
