package org.pirogue.persons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.pirogue.workspace.dataset.Publishes.row;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.table.TableRules;
import org.pirogue.flow.table.TableSteps;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.ledger.person.KeptCase;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.person.PersonTraces;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.outlet.Tells;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A person in all that one workspace keeps, over the real ledger and a real dataset. */
class PersonsTest {
    private static final String NAME = "NID 4711-0815";
    private static final String RULES = """
            recipient: partners
            columns:
              - {column: case_id, do: pseudonym, normal: [case, spaces]}
            anonymity: none
            """;

    @TempDir
    Path folder;

    private final String workspace = "persons-" + System.nanoTime();
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final Publishes lab = new Publishes(TestDatabase.source(), workspace);
    private final Tells tells = new Tells(lab);
    private Flow flow;
    private DataDirectory data;
    private Erasures erasures;
    private Persons persons;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("anonymise.yaml"), RULES);
        flow = new Flow(
                workspace + "-flow",
                workspace,
                folder,
                List.of(new Flow.Step(TableRules.ANONYMISE, Map.of("rules", "anonymise.yaml"))),
                List.of(),
                workspace + ".flow");
        data = DataDirectory.open(folder.resolve("data"));
        // Other tests share the database, and its notices.
        data.secrets().of("person-key", () -> TestDatabase.PERSON_KEY);
        ScratchLedger.over(TestDatabase.source()).serve(beans);
        beans.registerBean(DataDirectory.class, () -> data);
        beans.registerBean(HoldLimits.class, () -> any -> 100);
        beans.refresh();
        erasures = beans.getBean(Erasures.class);
        persons = new Persons(
                new Flows(List.of(flow)),
                data,
                beans.getBean(PersonTraces.class),
                lab.personRows(),
                lab.redaction(),
                erasures,
                new Receipts((search, after) -> List.of()),
                tells.outlets);
    }

    @AfterEach
    void close() {
        beans.close();
    }

    /** @return as the partners know her */
    private String pseudonym() {
        String secret = data.secrets().of(TableSteps.pseudonyms(workspace) + "partners");
        return TableRules.anonymisation(flow, "anonymise.yaml")
                .pseudonyms(NAME, secret)
                .iterator()
                .next();
    }

    private void keep(String enrollment, String nationalId) {
        RunBook runs = beans.getBean(RunBook.class);
        Run run = runs.open(flow.name(), workspace, "test").orElseThrow();
        CaseRecord record = new CaseRecord(
                "person-" + enrollment,
                enrollment,
                "A",
                null,
                null,
                "ACTIVE",
                false,
                Map.of("NATIONAL_ID", nationalId),
                List.of(new CaseRecord.Event(
                        "visit-" + enrollment,
                        "VISIT",
                        "A",
                        "COMPLETED",
                        null,
                        null,
                        false,
                        Map.of("NOTE", "note of " + enrollment))));
        beans.getBean(KeptCases.class)
                .replace(run, List.of(new KeptCase(record, Set.of())), new Tally(1, 0, 0, 0, 0, 0), List.of());
        runs.planChunks(run.run(), List.of(), null);
        runs.collected(run.run());
    }

    private static Sought identifier(String text) {
        return new Sought(null, text);
    }

    private Share shared(String... columns) {
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        return lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER,
                        "pat",
                        List.of(columns),
                        null,
                        List.of(),
                        false,
                        null,
                        null,
                        null,
                        "planning",
                        null),
                null,
                "tester");
    }

    @Test
    void isFoundByAnyOfWhatNamesThemAndByAPseudonym() {
        keep("hers0", "nid 4711-0815");
        keep("his00", "NID 4711-0816");
        lab.publish(List.of(row(pseudonym(), "cases", "1"), row("other", "cases", "2")));

        for (Sought sought : List.of(
                identifier(NAME),
                new Sought(pseudonym(), null),
                identifier("person-hers0"),
                identifier("HERS0"),
                identifier("visit-hers0"),
                identifier("note of hers0"))) {
            Found found = persons.find(workspace, sought);
            assertThat(found.kept())
                    .as("%s", sought)
                    .extracting(Found.Kept::what, Found.Kept::flow, Found.Kept::many)
                    .containsExactly(tuple("case", flow.name(), 1L));
        }
        for (Sought sought : List.of(identifier(NAME), new Sought(pseudonym(), null))) {
            assertThat(persons.find(workspace, sought).datasets())
                    .as("%s: a dataset has the pseudonym that this recipient was given", sought)
                    .extracting(Found.InVersion::rows)
                    .containsExactly(1L);
        }
        assertThat(persons.find(workspace, identifier("4711")).isNothing()).isTrue();
        assertThat(persons.find("another-" + workspace, identifier(NAME)).isNothing())
                .isTrue();
    }

    @Test
    void toLookChangesNothingAndToEraseTakesAllAwayAndKeepsThemOut() {
        keep("hers0", NAME);
        lab.publish(List.of(row(pseudonym(), "cases", "1"), row("other", "cases", "2")));
        Share share = shared("id");

        Persons.Erased looked = persons.look(workspace, identifier(NAME));
        assertThat(looked.erasure()).isZero();
        assertThat(looked.notices()).isEqualTo(1);
        assertThat(persons.find(workspace, identifier(NAME))).isEqualTo(looked.found());
        assertThat(persons.erasures(workspace)).isEmpty();
        assertThat(mine()).isEmpty();

        Persons.Erased erased = persons.erase(workspace, identifier(NAME), "she asked, letter 7", "ann");

        assertThat(erased.found()).isEqualTo(looked.found());
        assertThat(persons.find(workspace, identifier(NAME)).isNothing()).isTrue();
        assertThat(persons.find(workspace, new Sought(pseudonym(), null)).isNothing())
                .isTrue();
        assertThat(lab.datasets.version(lab.name, 1L).rows()).isEqualTo(1);
        for (String name : List.of(NAME, pseudonym(), "hers0", "person-hers0", "visit-hers0")) {
            assertThat(erasures.of(workspace).anyOf(List.of(name))).as(name).isTrue();
        }
        assertThat(erasures.of(workspace).anyOf(List.of("other", "his00"))).isFalse();
        assertThat(persons.erasures(workspace)).singleElement().satisfies(each -> {
            assertThat(each.erasure()).isEqualTo(erased.erasure());
            assertThat(each.by()).isEqualTo("ann");
            assertThat(each.removed()).contains("\"versions\": 1", "\"rows\": 1", "\"case\": 1");
            assertThat(each.toString()).doesNotContain("4711", pseudonym(), "hers0");
        });
        assertThat(mine()).singleElement().satisfies(each -> {
            assertThat(each.notice().share()).isEqualTo(share.id());
            assertThat(each.notice().known()).containsExactly(pseudonym());
            assertThat(each.told()).isEmpty();
        });
    }

    private List<Persons.Notice> mine() {
        return persons.notices().stream()
                .filter(each -> each.notice().workspace().equals(workspace))
                .toList();
    }

    @Test
    void aReceiverWithAnOutletIsToldByItAndTheOthersByAPerson() {
        lab.publish(List.of(row(NAME, "cases", "1"), row("other", "cases", "2")));
        Share told = shared("id");
        tells.outlets.add(
                told, List.of(new org.pirogue.workspace.outlet.Outlet.Wish("topic", null, null, null)), "tester");
        Share silent = shared("id", "cases");

        persons.erase(workspace, identifier(NAME), "she asked", "ann");

        assertThat(mine())
                .extracting(each -> each.notice().share(), each -> each.told().size())
                .containsExactlyInAnyOrder(tuple(told.id(), 1), tuple(silent.id(), 0));
        Persons.Notice notice = mine().stream()
                .filter(each -> each.notice().share() == told.id())
                .findFirst()
                .orElseThrow();
        OpenNotices open = new OpenNotices(erasures);
        assertThat(open.open(notice.notice().notice())).hasValueSatisfying(each -> {
            assertThat(each.known()).containsExactly(NAME);
            assertThat(each.versions()).containsExactly(1L);
            assertThat(each.toString()).doesNotContain("4711");
        });
        persons.done(notice.notice().notice(), "pat");
        assertThat(open.open(notice.notice().notice())).isEmpty();
    }

    @Test
    void nobodyIsErasedOrLetBackWithoutAReasonOrTwice() {
        keep("hers0", NAME);
        refused("P775", () -> persons.erase(workspace, identifier(NAME), " ", "ann"));
        assertThat(persons.find(workspace, identifier(NAME)).isNothing()).isFalse();
        long erasure =
                persons.erase(workspace, identifier(NAME), "she asked", "ann").erasure();

        refused("P776", () -> persons.lift(workspace, erasure, "", "ann"));
        refused("P776", () -> persons.lift("another", erasure, "a mistake", "ann"));
        assertThat(erasures.of(workspace).isNobody()).isFalse();
        persons.lift(workspace, erasure, "a mistake", "ann");
        assertThat(erasures.of(workspace).isNobody()).isTrue();
        refused("P776", () -> persons.lift(workspace, erasure, "a mistake", "ann"));
        refused("P777", () -> persons.done(0, "pat"));
    }

    @Test
    void nobodyIsLookedForByTooLittleOrByBoth() {
        refused("P774", () -> identifier("471"));
        refused("P774", () -> identifier("  4 7  "));
        refused("P774", () -> new Sought("abcd", "efgh"));
        refused("P774", () -> new Sought(null, null));
        assertThat(identifier(NAME).toString()).doesNotContain("4711");
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(PersonProblem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
