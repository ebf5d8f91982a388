package org.pirogue.ledger.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.column.TableLost;
import org.pirogue.ledger.object.ObjectTable;
import org.pirogue.ledger.value.Exchange;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PersonSealTest {
    private static final String RECORD = "{\"name\":\"Espérance Ndayikeza\"}";
    private static final String HERE = "kept_case/f/e";

    private final PersonSeal seal = PersonSeal.by(() -> "a key");

    @Test
    void closesTheSameTwiceDifferentlyAndOpensBoth() {
        String first = seal.close(RECORD, HERE);
        String second = seal.close(RECORD, HERE);

        assertThat(first).startsWith(seal.newest()).isNotEqualTo(second).doesNotContain("Ndayikeza", "a key");
        assertThat(List.of(seal.open(first, HERE), seal.open(second, HERE))).containsOnly(RECORD);
    }

    @Test
    void opensNothingThatWasChangedAtAnyByte() {
        String sealed = seal.close(RECORD, HERE);
        String head = seal.newest();
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(head.length()));
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            refused(seal, head + Base64.getEncoder().encodeToString(changed), HERE);
        }
        refused(seal, head, HERE);
        refused(seal, head + "AAAA", HERE);
        refused(seal, head + "no base 64!", HERE);
        refused(seal, "s1:" + sealed.substring(head.length()), HERE);
        refused(seal, "Espérance", HERE);
    }

    @Test
    void opensNothingInAnotherPlaceOrWithAnotherKey() {
        String sealed = seal.close(RECORD, HERE);

        refused(seal, sealed, "kept_case/f/another");
        refused(PersonSeal.by(() -> "another key"), sealed, HERE);
        // Even where it says that it was closed with the key that is there.
        String other = PersonSeal.by(() -> "another key").newest();
        refused(PersonSeal.by(() -> "another key"), sealed.replace(seal.newest(), other), HERE);
    }

    private static void refused(PersonSeal seal, String sealed, String belongs) {
        assertThatThrownBy(() -> seal.open(sealed, belongs))
                .isInstanceOfSatisfying(
                        TableLost.class, lost -> assertThat(lost.code()).isEqualTo("P770"))
                .hasMessageContaining("secrets/person-key")
                .hasMessageNotContaining("Ndayikeza");
    }

    @Test
    void afterANewKeyWasPutBeforeTheFormerOneBothOpenAndTheFormerCanGoOnceAllIsClosedAnew() {
        Exchange exchange = new Exchange();
        JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
        keep(exchange, "one", "two");
        // The key of all tests is the former one here.
        PersonSeal both = PersonSeal.by(() -> "a newer key\na third key for tests only\n");
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source()));

        // What nobody can open keeps nobody from closing the rest.
        jdbc.update(
                "insert into ledger.kept_case (flow, enrollment, record, digest, run)"
                        + " select flow, 'lost', ?, digest, run from ledger.kept_case where flow = ? and enrollment = 'one'",
                PersonSeal.by(() -> "a key that is gone").close(RECORD, HERE),
                exchange.flow);
        Erasures erasures = new Erasures(jdbc, new Marks(() -> "any"), TestDatabase.SEAL);
        long erasure = erasures.add("sealing", "ann", "she asked", Set.of("x"), "{}");
        long notice = erasures.tell(erasure, "sealing", "cases", List.of(1L), 7, "partner", "pat", Set.of("her"));

        int closed = new PersonSealing(jdbc, transaction, both).again();

        assertThat(closed).isGreaterThanOrEqualTo(3);
        assertThat(jdbc.queryForObject(
                        "select sealed from ledger.erasure_notice where notice = ?", String.class, notice))
                .startsWith(both.newest());
        assertThat(jdbc.update(
                        "delete from ledger.kept_case where flow = ? and enrollment = 'lost' and record not like ?",
                        exchange.flow,
                        both.newest() + "%"))
                .isEqualTo(1);
        PersonSeal newer = PersonSeal.by(() -> "a newer key");
        List<String> records = jdbc.queryForList(
                "select record from ledger.kept_case where flow = ? order by enrollment", String.class, exchange.flow);
        assertThat(records).hasSize(2);
        assertThat(newer.open(records.get(0), KeptCases.belongs(exchange.flow, "one")))
                .contains("\"enrollment\":\"one\"");
        refused(TestDatabase.SEAL, records.get(0), KeptCases.belongs(exchange.flow, "one"));
        // Other tests share the database, and have the former key only.
        PersonSeal back = PersonSeal.by(() -> "a third key for tests only\na newer key");
        new PersonSealing(jdbc, transaction, back).again();
    }

    /** A person on the way to another server lies in two columns, each sealed for its own place. */
    @Test
    void soAreThoseOnTheirWayToAnotherServer() {
        Exchange exchange = new Exchange();
        JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
        PersonSeal both = PersonSeal.by(() -> "a newer key still\na third key for tests only\n");
        String kind = ObjectKind.TRACKED_ENTITY.label();
        for (String column : List.of("content", "withheld_content")) {
            person(jdbc, exchange, column, TestDatabase.SEAL.close(RECORD, belongs(exchange, kind, column)));
        }

        new PersonSealing(jdbc, transaction(), both).again();

        PersonSeal newer = PersonSeal.by(() -> "a newer key still");
        for (String column : List.of("content", "withheld_content")) {
            String sealed = jdbc.queryForObject(
                    "select " + column + " from ledger.object where flow = ? and key = ?",
                    String.class,
                    exchange.flow,
                    column);
            assertThat(newer.open(sealed, belongs(exchange, kind, column))).isEqualTo(RECORD);
        }
        jdbc.update("delete from ledger.object where flow = ?", exchange.flow);
        new PersonSealing(jdbc, transaction(), PersonSeal.by(() -> "a third key for tests only\na newer key still"))
                .again();
    }

    private static String belongs(Exchange exchange, String kind, String column) {
        return ObjectTable.belongs(exchange.flow, kind, column, column);
    }

    private static void person(JdbcTemplate jdbc, Exchange exchange, String column, String sealed) {
        boolean withheld = column.equals("withheld_content");
        jdbc.update(
                "insert into ledger.object (flow, kind, key, label, version, wanted, desired, run, in_flight_desired,"
                        + " in_flight_retracted, pending_since, withheld, " + column
                        + ") values (?, ?, ?, 'x', 1, true, '{}', ?, 1, 0, ledger.now(), ?, ?)",
                exchange.flow,
                ObjectKind.TRACKED_ENTITY.label(),
                column,
                exchange.open().run(),
                withheld ? "{}" : null,
                sealed);
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source()));
    }

    /** A page is a thousand rows. */
    @Test
    void andNobodyIsLeftBecauseThereAreMany() {
        Exchange exchange = new Exchange();
        JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
        keep(
                exchange,
                java.util.stream.IntStream.range(0, 2_100)
                        .mapToObj(i -> "e" + i)
                        .toArray(String[]::new));
        PersonSeal both = PersonSeal.by(() -> "a key for many\na third key for tests only\n");

        new PersonSealing(jdbc, transaction(), both).again();

        assertThat(jdbc.queryForObject(
                        "select count(*) from ledger.kept_case where flow = ? and starts_with(record, ?)",
                        Long.class,
                        exchange.flow,
                        both.newest()))
                .isEqualTo(2_100);
        jdbc.update("delete from ledger.kept_case where flow = ?", exchange.flow);
        new PersonSealing(jdbc, transaction(), PersonSeal.by(() -> "a third key for tests only\na key for many"))
                .again();
    }

    @Test
    void theDatabaseItselfTakesNoRecordInClear() {
        Exchange exchange = new Exchange();
        JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
        keep(exchange, "one");

        assertThatThrownBy(() ->
                        jdbc.update("update ledger.kept_case set record = ? where flow = ?", RECORD, exchange.flow))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    /** As a Pirogue of before left it. */
    @Test
    void whatLiesInClearIsClosedAtTheNextStartAndThenTheDatabaseVouchesForIt() {
        Exchange exchange = new Exchange();
        JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
        keep(exchange, "one");
        String sealed = record(jdbc, exchange);
        String clear = TestDatabase.SEAL.open(sealed, KeptCases.belongs(exchange.flow, "one"));
        jdbc.execute("alter table ledger.kept_case drop constraint kept_case_sealed");
        jdbc.update("update ledger.kept_case set record = ? where flow = ?", clear, exchange.flow);
        jdbc.execute(
                "alter table ledger.kept_case add constraint kept_case_sealed check (record like 's1:%') not valid");
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source()));

        new PersonSealing(jdbc, transaction, TestDatabase.SEAL).begin();

        assertThat(record(jdbc, exchange)).startsWith("s1:").isNotEqualTo(sealed);
        assertThat(exchange.cases.cases(exchange.flow, Exchange.scope("A"))).isEmpty();
        assertThat(TestDatabase.SEAL.open(record(jdbc, exchange), KeptCases.belongs(exchange.flow, "one")))
                .isEqualTo(clear);
        assertThat(jdbc.queryForObject(
                        "select convalidated from pg_constraint where conname = 'kept_case_sealed'", Boolean.class))
                .isTrue();
    }

    private static String record(JdbcTemplate jdbc, Exchange exchange) {
        return jdbc.queryForObject("select record from ledger.kept_case where flow = ?", String.class, exchange.flow);
    }

    private static void keep(Exchange exchange, String... enrollments) {
        List<KeptCase> cases = Arrays.stream(enrollments)
                .map(each -> new CaseRecord(
                        "person", each, "A", null, null, "ACTIVE", false, Map.of("NAME", "Espérance"), List.of()))
                .map(record -> new KeptCase(record, Set.of()))
                .toList();
        exchange.cases.replace(exchange.open(), cases, new Tally(cases.size(), 0, 0, 0, 0, 0), List.of());
    }
}
