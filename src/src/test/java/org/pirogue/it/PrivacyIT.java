package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pirogue.it.PersonsHome.COPY;
import static org.pirogue.it.PersonsHome.COUNT;
import static org.pirogue.it.PersonsHome.DATASET;
import static org.pirogue.it.PersonsHome.LIST;
import static org.pirogue.it.PersonsHome.PARTNERS;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.DeadLetterCalls;
import org.pirogue.cli.rest.PersonCalls;
import org.pirogue.cli.rest.Run;

/**
 * Invented persons with names that stand nowhere else go through every kind of flow that carries persons, with kills in the middle;
 * then nothing on the disk, in the log, the metrics or Jolokia knows them, and one of them asks to be erased.
 */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrivacyIT {
    private static final List<String> FLOWS = List.of(COPY, COUNT, LIST, DATASET, PARTNERS);
    private static final List<String> CONNECTIONS = List.of("copy", "eoc-files", "datasets");
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGES = 450;

    @TempDir
    static Path folder;

    private static PrivatePirogue pirogue;
    private static Canaries canaries;

    @BeforeAll
    static void start() throws Exception {
        pirogue = new PrivatePirogue(folder);
        canaries = new Canaries(pirogue);
    }

    @AfterAll
    static void stop() throws Exception {
        if (pirogue != null) {
            pirogue.close();
        }
    }

    @Test
    @Order(1)
    void nothingIsFoundWhileEverythingIsUnderWayAndAfterAKill() throws Exception {
        CONNECTIONS.forEach(each -> pirogue.api().suspend(each, "the disk is looked at", "a test"));
        FLOWS.forEach(flow -> pirogue.begin(flow, true));
        for (String flow : List.of(COPY, LIST, DATASET, PARTNERS)) {
            await(flow).atMost(LONG).until(() -> isWaiting(pirogue.newest(flow)));
        }
        // Its records stay, whatever becomes of the counts.
        pirogue.over(pirogue.newest(COUNT).run());
        poison();

        pirogue.kill();

        canaries.areNotOnTheDisk("killed with everything in flight");
    }

    private static boolean isWaiting(Run run) {
        assertThat(run.failed()).as("%s", run).isFalse();
        assertThat(run.isOver()).as("%s", run).isFalse();
        return run.state().equals("delivering") && run.inFlight() > 0 && run.chunks() == run.chunksDone();
    }

    /** So many that the broker pages, one that is large, and two that nobody can read: nobody takes dead letters away. */
    private static void poison() throws Exception {
        List<String> unreadable = new ArrayList<>(List.of(Canaries.POISON, Canaries.FILLER + "x".repeat(600_000)));
        unreadable.addAll(Collections.nCopies(PAGES, Canaries.FILLER + "y".repeat(90_000)));
        pirogue.send(Map.of("hmis." + COPY, List.of(Canaries.POISON), "nmcp.hmis-to-nmdr", unreadable));
        await().atMost(LONG)
                .until(() -> new DeadLetterCalls(pirogue.api()).list(1_000).size() >= PAGES);
    }

    @Test
    @Order(2)
    void nothingIsFoundInAnswersOnceEverythingHasArrived() throws Exception {
        pirogue.open();
        CONNECTIONS.forEach(pirogue.api()::resume);
        for (String flow : FLOWS) {
            Run over = pirogue.over(pirogue.newest(flow).run());
            assertThat(over.written()).as("%s", over).isPositive();
        }
        assertThat(Files.readString(folder.resolve("files/eoc/cases.csv")))
                .as("the list did carry the persons")
                .contains(PersonsSample.NAME);
        assertThat(pirogue.newest(COPY).rejected()).as("one is there already").isEqualTo(1);

        canaries.areInNoAnswer(FLOWS);
    }

    /** The whole application, killed while rows are copied into the version's table. */
    @Test
    @Order(3)
    void aVersionThatWasKilledInMidPublishIsMadeExactlyOnce() throws Exception {
        List<Long> before = versions();
        boolean hit = false;
        for (int tries = 0; !hit; tries++) {
            assertThat(tries).as("the kills have to hit").isLessThan(20);
            PersonsSample.oneMore(folder, tries);
            String run = pirogue.begin(DATASET, false);
            hit = isCopying(run);
            pirogue.kill();
            pirogue.open();
            pirogue.over(run);
            List<Long> now = versions();
            assertThat(now).as("exactly one more").hasSize(before.size() + 1).doesNotHaveDuplicates();
            before = now;
        }
    }

    /** Waits until rows are on their way into a new version. @return false where that was over before it was seen */
    private static boolean isCopying(String run) throws Exception {
        try (Connection database = pirogue.database("pirogue");
                PreparedStatement asked = database.prepareStatement(
                        "select 1 from pg_stat_activity where query ilike 'copy %' and state <> 'idle'")) {
            return await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(
                            () -> isCopying(asked)
                                    ? "hit"
                                    : pirogue.api().run(run).isOver() ? "over" : "",
                            seen -> !seen.isEmpty())
                    .equals("hit");
        }
    }

    private static boolean isCopying(PreparedStatement asked) throws SQLException {
        try (ResultSet copying = asked.executeQuery()) {
            return copying.next();
        }
    }

    private static List<Long> versions() throws Exception {
        List<Long> versions = new ArrayList<>();
        JSON.readTree(pirogue.get("/api/datasets/hmis/cases/versions"))
                .forEach(version -> versions.add(version.path("version").asLong()));
        return versions;
    }

    @Test
    @Order(4)
    void nothingIsFoundAfterARunThatWasKilledWhileItRead() throws Exception {
        for (String flow : List.of(LIST, COPY)) {
            String run = pirogue.begin(flow, true);
            await(flow)
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> pirogue.api().run(run).read() > 0
                            || pirogue.api().run(run).isOver());
            pirogue.kill();
            canaries.areNotOnTheDisk("killed while " + flow + " read");
            pirogue.open();
        }
        // What the kill took away comes again.
        for (String flow : FLOWS) {
            pirogue.over(pirogue.newest(flow).run());
        }
    }

    @Test
    @Order(5)
    void aPersonIsFoundEverywhereErasedAndDoesNotComeBackUntilThatIsLifted() throws Exception {
        try (PersonsWay she = new PersonsWay(pirogue)) {
            she.isShared();
            String onHerWay = she.isOnHerWay();
            she.isFoundByWhatNamesHer();
            she.isFoundByAPseudonym();
            she.onlyALookChangesNothing();
            List<Long> erasures = she.isErased(onHerWay);
            she.itsReceiverIsTold();
            she.doesNotComeBack();
            she.isWrittenDownWithoutHerName(erasures);
            she.comesBackOnceThatIsLifted(erasures);
        }
        canaries.areNotInTheLog("found, erased and lifted");
    }

    @Test
    @Order(6)
    void recordsThatWereKeptLongEnoughGoAndWhatWasCountedFromThemStands() throws Exception {
        var counted = pirogue.world.export("hmis").values("MAL_MONTHLY");
        pirogue.stop();
        pirogue.open("--pirogue.retention.case-days=1", "--pirogue.keeping-schedule=*/2 * * * * ?");

        await().atMost(LONG).until(() -> pirogue.get("/api/status").contains("\"kept-cases\""));
        Run over = pirogue.full(COUNT);

        assertThat(over.read()).isPositive();
        assertThat(over.retracted() + over.deleted()).as("%s", over).isZero();
        assertThat(pirogue.world.export("hmis").values("MAL_MONTHLY")).isEqualTo(counted);
        assertThat(new PersonCalls(pirogue.api())
                        .find("hmis", new PersonCalls.Sought(null, PersonsSample.ELSEWHERE))
                        .kept())
                .extracting(PersonCalls.Kept::what)
                .doesNotContain("case")
                .contains("object");
    }

    @Test
    @Order(7)
    void nothingIsFoundAfterItHasStopped() throws Exception {
        pirogue.stop();
        canaries.areNotOnTheDisk("stopped");
    }
}
