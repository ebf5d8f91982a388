package org.pirogue.workspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.COLUMNS;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

class DatasetsTest {
    private final Publishes lab = new Publishes();

    @Test
    void everyTypeComesBackAsItWasWritten() {
        DatasetVersion made = lab.publish(List.of(
                        row("a", "cases", "-12", "rate", "0.50", "reçu le", "2026-02-28", "late", "true"),
                        row(
                                "b",
                                "cases",
                                "9223372036854775807",
                                "rate",
                                "123456789012345678901234567890.1",
                                "late",
                                "false"),
                        row("quoted \"x\", \\N \\. \n;", "cases", "0")))
                .orElseThrow();

        assertThat(lab.read(made))
                .extracting(Row::values)
                .containsExactly(
                        Map.of("id", "a", "cases", "-12", "rate", "0.50", "reçu le", "2026-02-28", "late", "true"),
                        Map.of(
                                "id", "b",
                                "cases", "9223372036854775807",
                                "rate", "123456789012345678901234567890.1",
                                "late", "false"),
                        Map.of("id", "quoted \"x\", \\N \\. \n;", "cases", "0"));
    }

    @Test
    void theProfileSaysWhatTheValuesAreLike() {
        DatasetVersion made = lab.publish(List.of(
                        row("a", "cases", "1", "late", "true"),
                        row("b", "cases", "3", "late", "false", "reçu le", "2026-01-02"),
                        row("c", "cases", "3"),
                        row("d")))
                .orElseThrow();

        assertThat(made.profile().path("cases").path("count").asInt()).isEqualTo(3);
        assertThat(made.profile().path("cases").path("missing").asInt()).isEqualTo(1);
        assertThat(made.profile().path("cases").path("distinct").asInt()).isEqualTo(2);
        assertThat(made.profile().path("cases").path("min").asInt()).isEqualTo(1);
        assertThat(made.profile().at("/cases/quantiles/values/2").asInt()).isEqualTo(3);
        assertThat(made.profile().path("late").path("true").asInt()).isEqualTo(1);
        assertThat(made.profile().at("/reçu le/max").asText()).isEqualTo("2026-01-02");
    }

    @Test
    void aVersionIsMadeOnlyWhereSomethingDiffersWhateverTheOrder() {
        assertThat(lab.publish(List.of(row("a", "cases", "1"), row("b", "cases", "2"))))
                .isPresent();
        assertThat(lab.publish(List.of(row("b", "cases", "2"), row("a", "cases", "1"))))
                .isEmpty();
        DatasetVersion second = lab.publish(List.of(row("b", "cases", "3"), row("c", "cases", "1")))
                .orElseThrow();

        assertThat(second.version()).isEqualTo(2);
        assertThat(List.of(second.added(), second.changed(), second.gone())).containsExactly(1L, 1L, 1L);
        assertThat(lab.orphans()).isEmpty();
    }

    @Test
    void aRunMakesOneVersionHoweverOftenItsMessageComes() {
        assertThat(lab.publish(7, COLUMNS, rows(3, "1").iterator())).isPresent();
        assertThat(lab.publish(rows(3, "2"))).isPresent();
        assertThat(lab.publish(7, COLUMNS, rows(3, "1").iterator())).isEmpty();
        assertThat(lab.datasets.versions(lab.name)).hasSize(2);
    }

    @Test
    void columnsMayComeAndGoWhereNobodyWasPromisedThem() {
        lab.publish(rows(2, "1"));
        List<Column> others =
                List.of(new Column("cases", Column.Type.TEXT, false, ""), Column.text("id"), Column.text("village"));
        DatasetVersion made = lab.publish(others, List.of(row("r0", "cases", "many", "village", "V1")))
                .orElseThrow();

        assertThat(made.changed()).isEqualTo(1);
        assertThat(lab.jdbc.queryForObject("select village from " + lab.name.view(), String.class))
                .isEqualTo("V1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_row",
                "ctid",
                "XMIN",
                "a\"; drop schema workspace cascade; --",
                "back\\slash",
                "line\nbreak",
                "nul\0",
                "né de soixante-quatre octets et plus, ce qui est plus long que permis"
            })
    void aNameThatIsNoneIsRefusedBeforeAnythingIsWritten(String name) {
        List<Column> columns = List.of(Column.text("id"), Column.text(name));
        assertThatThrownBy(() -> lab.publish(columns, List.of(row("a"))))
                .isInstanceOfSatisfying(
                        DatasetProblem.class, e -> assertThat(e.code()).isEqualTo("P742"));
        assertThat(lab.datasets.list("lab")).extracting(Dataset::name).doesNotContain(lab.name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select", "Début des symptômes", "user; drop table x", "1", "Ñandú (2)"})
    void aNameThatOnlyLooksDangerousIsAColumnLikeAnyOther(String name) {
        List<Column> columns = List.of(Column.text("id"), Column.text(name));
        DatasetVersion made = lab.publish(columns, List.of(row("a", name, "'); drop table x; --")))
                .orElseThrow();
        assertThat(lab.read(made).get(0).value(name)).isEqualTo("'); drop table x; --");
    }

    @Test
    void aTextWithANullCharacterIsRefusedWithItsPlaceAndWithoutItsValue() {
        assertThatThrownBy(() -> lab.publish(List.of(row("secret\0"))))
                .isInstanceOfSatisfying(DatasetProblem.class, e -> {
                    assertThat(e.code()).isEqualTo("P743");
                    assertThat(e.text()).doesNotContain("'secret");
                });
        assertThat(lab.orphans()).isEmpty();
    }

    @Test
    void aPublicationThatIsKilledLeavesNothingAndIsMadeOnceAfterwards() {
        lab.publish(rows(10, "1"));
        Iterator<Row> dying = new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < 20_000;
            }

            @Override
            public Row next() {
                if (++at == 15_000) {
                    // As a kill of Pirogue looks to the database, in the middle of the copy.
                    lab.jdbc.query(
                            "select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy \"ws_lab\"%' and pid <> pg_backend_pid()",
                            row -> {});
                }
                return row("k" + at, "cases", "2");
            }
        };
        assertThatThrownBy(() -> lab.publish(99, COLUMNS, dying)).isInstanceOf(RuntimeException.class);

        assertThat(lab.orphans()).isEmpty();
        assertThat(lab.datasets.versions(lab.name)).hasSize(1);
        assertThat(lab.publish(99, COLUMNS, rows(10, "2").iterator())).isPresent();
        assertThat(lab.datasets.versions(lab.name)).hasSize(2);
    }

    /** Each version says its own number in every row, and has as many rows as its number says. */
    @Test
    void readersDuringPublishesNeverSeeMixedVersions() throws Exception {
        read(4, 12);
    }

    @Test
    @Tag("full")
    void tenReadersDuringAHundredPublishesNeverSeeMixedVersions() throws Exception {
        read(10, 101);
    }

    private void read(int count, int versions) throws Exception {
        lab.about = new Publication.About("", "", "", Map.of(), 3, 0, Map.of());
        lab.publish(rows(21, "1"));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(count);
        List<Future<Integer>> reading = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean throughTheView = i % 2 == 0;
            reading.add(readers.submit(() -> {
                int reads = 0;
                while (!done.get()) {
                    Set<Long> seen = throughTheView ? viaView() : viaReader();
                    assertThat(seen).hasSize(1);
                    reads++;
                }
                return reads;
            }));
        }
        for (int n = 2; n <= versions; n++) {
            assertThat(lab.publish(rows(20 + n, String.valueOf(n)))).isPresent();
        }
        done.set(true);
        for (Future<Integer> each : reading) {
            assertThat(each.get()).isPositive();
        }
        readers.shutdown();
        assertThat(lab.datasets.version(lab.name, null).version()).isEqualTo(versions);
        assertThat(viaView()).containsExactly((long) versions);
        lab.retention.sweep();
        assertThat(lab.datasets.versions(lab.name).stream()
                        .filter(version -> version.droppedAt() == null)
                        .map(DatasetVersion::version))
                .containsExactly((long) versions, versions - 1L, versions - 2L);
        assertThat(lab.orphans()).isEmpty();
    }

    private Set<Long> viaView() {
        return distinct(lab.jdbc.queryForList("select cases from " + lab.name.view(), Long.class));
    }

    private Set<Long> viaReader() {
        try {
            return distinct(lab.read(lab.datasets.version(lab.name, null)).stream()
                    .map(row -> Long.parseLong(row.value("cases")))
                    .toList());
        } catch (DatasetProblem gone) {
            // Between the look and the read it may be given up: that is said, and asked for again.
            assertThat(gone.code()).isEqualTo("P744");
            return Set.of(0L);
        }
    }

    private static Set<Long> distinct(List<Long> cases) {
        Set<Long> seen = cases.stream().collect(Collectors.toSet());
        assertThat(cases).hasSize((int) (20 + seen.iterator().next()));
        return seen;
    }

    @Test
    void whoeverHasBegunToReadAVersionReadsItToItsEnd() {
        lab.about = new Publication.About("", "", "", Map.of(), 1, 0, Map.of());
        DatasetVersion first = lab.publish(rows(5_000, "1")).orElseThrow();
        List<Row> read = new ArrayList<>();
        try (Table table = lab.reader.table(first, Publishes.READER)) {
            Iterator<Table.Part> parts = table.parts();
            read.addAll(parts.next().rows());
            lab.publish(rows(5_000, "2"));
            lab.publish(rows(5_000, "3"));
            parts.forEachRemaining(part -> read.addAll(part.rows()));
        }
        assertThat(read).hasSize(5_000).allMatch(row -> row.value("cases").equals("1"));

        lab.retention.sweep();
        assertThatThrownBy(() -> lab.read(first)).isInstanceOfSatisfying(DatasetProblem.class, e -> assertThat(e.code())
                .isEqualTo("P744"));
    }

    @Test
    void aFileIsMadeOnceReadableByNobodyElseAndGoesWithItsVersion() throws Exception {
        lab.about = new Publication.About("", "", "", Map.of(), 1, 0, Map.of());
        DatasetVersion made = lab.publish(List.of(
                        row("=cmd()", "cases", "-1", "rate", "1.50", "late", "true"),
                        row("é", "reçu le", "2026-01-02")))
                .orElseThrow();
        DatasetFiles.Written csv = lab.datasets.file(made, Format.CSV);
        assertThat(Files.readString(csv.file()))
                .isEqualTo("id,cases,rate,reçu le,late\r\n'=cmd(),-1,1.50,,true\r\né,,,2026-01-02,\r\n");
        assertThat(Files.getPosixFilePermissions(csv.file()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(lab.datasets.file(made, Format.CSV)).isEqualTo(csv);
        assertThat(Files.readString(lab.datasets.file(made, Format.JSONL).file()))
                .isEqualTo("""
                        {"id":"=cmd()","cases":-1,"rate":1.50,"reçu le":null,"late":true}
                        {"id":"é","cases":null,"rate":null,"reçu le":"2026-01-02","late":null}
                        """);

        lab.publish(rows(1, "1"));
        lab.retention.sweep();
        assertThat(csv.file()).doesNotExist();
    }

    /** Read back by another reader of the format: what it finds are the types and values, not their texts. */
    @Test
    void parquetHasTypesAndEveryDigit() throws Exception {
        DatasetVersion made = lab.publish(List.of(
                        row("a, \"b\"\nc", "cases", "-9223372036854775808", "rate", "0.50", "late", "true"),
                        row("é", "cases", "3", "rate", "123456789012345678901234567890.125", "reçu le", "2026-01-02"),
                        row("c")))
                .orElseThrow();
        Path file = lab.datasets.file(made, Format.PARQUET).file();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("select * from '" + file.toAbsolutePath() + "'")) {
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                types.add(rows.getMetaData().getColumnName(i) + " "
                        + rows.getMetaData().getColumnTypeName(i));
            }
            assertThat(types)
                    .containsExactly(
                            "id VARCHAR", "cases BIGINT", "rate DECIMAL(33,3)", "reçu le DATE", "late BOOLEAN");
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("a, \"b\"\nc");
            assertThat(rows.getLong(2)).isEqualTo(Long.MIN_VALUE);
            assertThat(rows.getBigDecimal(3)).isEqualByComparingTo("0.5");
            assertThat(rows.getBoolean(5)).isTrue();
            rows.next();
            assertThat(rows.getBigDecimal(3)).isEqualByComparingTo("123456789012345678901234567890.125");
            assertThat(rows.getObject(4)).hasToString("2026-01-02");
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("c");
            assertThat(rows.getObject(2)).isNull();
            assertThat(rows.next()).isFalse();
        }
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.draft-*");
    }

    @Test
    void aHalfWrittenFileOfAKilledProcessIsSwept() throws Exception {
        DatasetVersion made = lab.publish(rows(1, "1")).orElseThrow();
        Path half = lab.datasets.file(made, Format.CSV).file().resolveSibling(".draft-1");
        Files.writeString(half, "half");
        lab.files.sweep();
        assertThat(half).doesNotExist();
    }
}
