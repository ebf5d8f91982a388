package org.pirogue.ledger.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.column.Alike;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.Seal;
import org.pirogue.ledger.object.ObjectExchange;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.table.TableExchange;
import org.pirogue.ledger.value.Exchange;
import org.pirogue.ledger.value.Window;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the ledger knows a person, and how that goes. */
class PersonTracesTest {
    private static final String NAME = "NID 4711-0815";
    private static final Predicate<String> SAME = value -> Alike.of(value).equals(Alike.of(NAME));

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final Marks marks = new Marks(() -> "a key for tests only");
    private final PersonTraces traces = new PersonTraces(
            jdbc,
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source())),
            TestDatabase.SEAL,
            Seal.by(() -> "another key for tests only"),
            marks);
    private final Erasures erasures = new Erasures(jdbc, new Marks(() -> "erasures"), TestDatabase.SEAL);

    /** Of one flow: other tests share the workspace. */
    private List<PersonTraces.Trace> found(String flow) {
        return traces.find(List.of(flow), List.of(NAME), SAME).traces();
    }

    @Test
    void aKeptRecordIsFoundByAnAttributeAndItsWindowsAreCountedAgainWithoutIt() {
        Exchange exchange = new Exchange();
        Run run = exchange.open();
        Window window = new Window(Exchange.PERIOD, "A");
        exchange.cases.replace(
                run,
                List.of(
                        new KeptCase(record("her", "nid4711-0815"), Set.of(window)),
                        new KeptCase(record("him", "0"), Set.of())),
                new Tally(2, 0, 0, 0, 0, 0),
                List.of());
        jdbc.update("delete from ledger.touched where flow = ?", exchange.flow);

        PersonTraces.Found found = traces.find(List.of(exchange.flow), List.of(NAME), SAME);
        List<PersonTraces.Trace> hers = found(exchange.flow);
        assertThat(hers).containsExactly(new PersonTraces.Trace("case", exchange.flow, "her", ""));
        assertThat(found.names()).contains("her", "person-her");

        traces.erase(hers);

        assertThat(found(exchange.flow)).isEmpty();
        assertThat(exchange.cases.touched(exchange.flow)).containsExactly(window);
        assertThat(exchange.cases.windows(exchange.flow)).isEmpty();
    }

    /** The other server has the former number until the new one has arrived. */
    @Test
    void aPersonAtAnotherServerIsFoundByWhatStandsThereAlsoWhereTheSourceHasCorrectedIt() {
        ObjectExchange persons = new ObjectExchange(ObjectKind.TRACKED_ENTITY);
        persons.collect(persons.object("her", "attributes/NATIONAL_ID=" + NAME));
        persons.deliver();
        persons.collect(persons.object("her", "attributes/NATIONAL_ID=NID 2"));

        assertThat(found(persons.flow))
                .containsExactly(new PersonTraces.Trace("object", persons.flow, "her", "in-flight"));
    }

    @Test
    void aPersonOnTheirWayIsFoundHoweverTheyAreWrittenAndOnceTheyHaveArrivedOnlyAsWritten() {
        ObjectExchange persons = new ObjectExchange(ObjectKind.TRACKED_ENTITY);
        persons.collect(persons.object("her", "attributes/NATIONAL_ID=nid4711-0815"));
        assertThat(found(persons.flow)).hasSize(1);

        persons.deliver();

        assertThat(found(persons.flow)).isEmpty();
        assertThat(traces.find(List.of(persons.flow), List.of("nid4711-0815"), SAME)
                        .traces())
                .hasSize(1);
    }

    /** As with a pseudonym: nothing that is kept of a copy says whose it is, but the uid at the source. */
    @Test
    void aPersonIsFoundAtAnotherServerByTheUidOfARecordThatAnyFlowKeeps() {
        Exchange counted = new Exchange();
        counted.cases.replace(
                counted.open(),
                List.of(new KeptCase(record("her", NAME), Set.of())),
                new Tally(1, 0, 0, 0, 0, 0),
                List.of());
        ObjectExchange copied = new ObjectExchange(ObjectKind.TRACKED_ENTITY);
        copied.collect(
                copied.object("person-her", "attributes/SEX=F"), copied.object("person-him", "attributes/SEX=M"));
        copied.deliver();

        assertThat(traces.find(List.of(copied.flow, counted.flow), List.of("a pseudonym"), SAME)
                        .traces())
                .extracting(PersonTraces.Trace::what, PersonTraces.Trace::key)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("case", "her"),
                        org.assertj.core.groups.Tuple.tuple("object", "person-her"));
    }

    @Test
    void aRowAtATargetIsFoundByItsKeyOrByThePseudonymThatNamesIt() {
        TableExchange cases = new TableExchange(flow -> 100);
        cases.collect(TableExchange.rows("NID-4711 Erna POS", "2 other NEG"));
        cases.deliver();

        assertThat(traces.find(List.of(cases.flow), List.of("NID-4711"), value -> false)
                        .traces())
                .extracting(PersonTraces.Trace::what)
                .containsExactly("known-row");
        assertThat(traces.find(List.of(cases.flow), List.of("x"), "NID-4711"::equals)
                        .traces())
                .extracting(PersonTraces.Trace::what)
                .containsExactly("known-row");
        assertThat(traces.find(List.of(cases.flow), List.of("4711"), "4711"::equals)
                        .traces())
                .isEmpty();
    }

    private static CaseRecord record(String enrollment, String nationalId) {
        return new CaseRecord(
                "person-" + enrollment,
                enrollment,
                "A",
                null,
                null,
                "ACTIVE",
                false,
                Map.of("NATIONAL_ID", nationalId),
                List.of());
    }

    @Test
    void aPersonInFlightIsNotSentAndKeepsNoBody() {
        ObjectExchange persons = new ObjectExchange(ObjectKind.TRACKED_ENTITY);
        Run run = persons.collect(
                persons.object("her", "attributes/NATIONAL_ID=" + NAME),
                persons.object("him", "attributes/NATIONAL_ID=1"));
        List<PersonTraces.Trace> hers = found(persons.flow);
        assertThat(hers).containsExactly(new PersonTraces.Trace("object", persons.flow, "her", "in-flight"));

        traces.erase(hers);

        assertThat(persons.row("her")).contains("content=null", "desired={}", "acknowledged={}");
        persons.deliver();
        assertThat(persons.target).containsOnlyKeys("him");
        Run over = persons.now(run);
        assertThat(over.balanced()).isTrue();
        assertThat(over.desired().superseded()).isEqualTo(1);
        assertThat(over.desired().written()).isEqualTo(1);
        assertThat(found(persons.flow)).isEmpty();
    }

    @Test
    void aPersonAtAnotherServerIsFoundByDigestAndDeletedThere() {
        ObjectExchange persons = new ObjectExchange(ObjectKind.TRACKED_ENTITY);
        Run run = persons.collect(
                persons.object("her", "attributes/NATIONAL_ID=" + NAME),
                persons.object("him", "attributes/NATIONAL_ID=1"));
        persons.deliver();
        assertThat(persons.target).containsOnlyKeys("her", "him");
        List<PersonTraces.Trace> hers = found(persons.flow);
        assertThat(hers).containsExactly(new PersonTraces.Trace("object", persons.flow, "her", "at-target"));

        traces.erase(hers);
        persons.deliver();

        assertThat(persons.target).containsOnlyKeys("him");
        Run over = persons.now(run);
        assertThat(over.balanced()).isTrue();
        assertThat(over.inFlight()).isZero();
        assertThat(over.retracted().deleted()).isEqualTo(1);
        assertThat(found(persons.flow)).isEmpty();
    }

    @Test
    void aTableOnItsWayIsNotDeliveredWithHer() {
        TableExchange cases = new TableExchange(flow -> 100);
        Run run = cases.collect(TableExchange.rows("1 nid4711-0815 POS", "2 other NEG"));
        List<PersonTraces.Trace> hers = found(cases.flow);
        assertThat(hers).hasSize(1).allSatisfy(each -> assertThat(each.what()).isEqualTo("row"));

        traces.erase(hers);

        assertThat(jdbc.queryForList("select 1 from ledger.table_draft where flow = ?", cases.flow))
                .isEmpty();
        assertThat(cases.runs.find(run.run()).orElseThrow().balanced()).isTrue();
        assertThat(found(cases.flow)).isEmpty();
    }

    @Test
    void whatARunHasReadOfHerSoFarGoesAndTheOthersStay() {
        TableExchange cases = new TableExchange(flow -> 100);
        Iterator<Table.Part> killed = Stream.of("1 nid4711-0815 POS", "2 other NEG", "killed")
                .map(text -> new Table.Part(TableExchange.rows(text), new Tally(1, 0, 0, 0, 0, 0), List.of()))
                .iterator();
        Table table = new Table(cases.open().envelope(1), TableExchange.COLUMNS, killed, () -> {});
        assertThatThrownBy(() -> cases.book.handOver(table, List.of("id")))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        List<PersonTraces.Trace> hers = found(cases.flow);
        assertThat(hers).hasSize(1);

        traces.erase(hers);

        assertThat(found(cases.flow)).isEmpty();
        assertThat(jdbc.queryForList("select 1 from ledger.table_draft where flow = ?", cases.flow))
                .hasSize(1);
    }

    @Test
    void whoWasErasedIsKnownByDigestOnlyAndUntilItIsLifted() {
        String workspace = "erasures-" + System.nanoTime();
        long number = erasures.add(workspace, "ann", "she asked", Set.of(NAME, "her"), "{}");

        Erased erased = erasures.of(workspace);
        assertThat(erased.anyOf(List.of("x", "nid 4711-0815"))).isTrue();
        assertThat(erased.is(record("her", "0"))).isTrue();
        assertThat(erased.anyOf(List.of("4711", ""))).isFalse();
        assertThat(erasures.of("another").isNobody()).isTrue();
        assertThat(jdbc.queryForList(
                        "select e::text || m::text from ledger.erasure e join ledger.erased_mark m using (erasure)"
                                + " where workspace = ?",
                        String.class,
                        workspace))
                .hasSize(2)
                .noneMatch(row -> row.contains("4711") || row.contains("her,") || row.contains("her)"));

        assertThat(erasures.lift("another", number, "ann", "a mistake")).isFalse();
        assertThat(erasures.lift(workspace, number, "ann", "a mistake")).isTrue();
        assertThat(erasures.lift(workspace, number, "ann", "a mistake")).isFalse();
        assertThat(erasures.of(workspace).isNobody()).isTrue();
    }

    @Test
    void aReceiverIsToldByWhatTheyKnowHerUntilTheyHaveSaidThatItIsDone() {
        String workspace = "notices-" + System.nanoTime();
        long number = erasures.add(workspace, "ann", "she asked", Set.of(NAME), "{}");
        erasures.tell(number, workspace, "cases", List.of(2L, 3L), 7, "partner", "pat", Set.of("pseudonym-of-her"));

        Erasures.Notice notice = of(workspace);
        assertThat(notice.known()).containsExactly("pseudonym-of-her");
        assertThat(notice.versions()).containsExactly(2L, 3L);
        assertThat(jdbc.queryForObject(
                        "select sealed from ledger.erasure_notice where notice = ?", String.class, notice.notice()))
                .doesNotContain("pseudonym");

        assertThat(erasures.done(notice.notice(), "pat")).isTrue();
        assertThat(erasures.done(notice.notice(), "pat")).isFalse();
        assertThat(of(workspace).known()).isEmpty();
        assertThat(of(workspace).doneBy()).isEqualTo("pat");
    }

    private Erasures.Notice of(String workspace) {
        return erasures.notices().stream()
                .filter(each -> each.workspace().equals(workspace))
                .findFirst()
                .orElseThrow();
    }
}
