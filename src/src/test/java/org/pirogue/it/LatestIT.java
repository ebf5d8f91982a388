package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.cli.rest.Conflict;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.sandbox.fault.Fault;

/** Days without ACT, typed at both ends of a pair whose flows both let the later edit stand. */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LatestIT {
    private static final String THERE = "stock-outs-to-tracker";
    private static final String BACK = "stock-outs-to-hmis";
    private static final Instant LATER = Instant.now().minus(Duration.ofMinutes(20));
    private static final Instant EARLIER = LATER.minus(Duration.ofMinutes(20));

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;
    private static Side hmis;
    private static Side tracker;
    /** Facilities whose figure both ends agree on. */
    private static Deque<String> units;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 50, "202608", "202610");
        hmis = Side.of(world, "hmis", "MAL_STOCK", "MAL_ACT_STOCKOUT", "202609");
        tracker = Side.of(world, "tracker", "TP_STOCK", "ACT_STOCKOUT_DAYS", "202609");
        // What time it has the HMIS says, but not in which zone.
        world.server("hmis").faults().add(Fault.status("/api/system/info", 200, """
                {"version":"2.43.1","serverDate":"%s"}""".formatted(
                        Instant.now().toString().replace("Z", ""))));
        Path home = folder.resolve("home");
        World.copyHome(home);
        for (String flow : List.of(THERE, BACK)) {
            Path route = home.resolve("routes/burundi/" + flow + "/" + flow + ".camel.yaml");
            String asked = Files.readString(route);
            String latest = asked.replace("policy: ask", "policy: latest");
            assertThat(latest).isNotEqualTo(asked);
            Files.writeString(route, latest);
        }
        pirogue = ChildPirogue.start(home, folder.resolve("data"), folder.resolve("log"), world.settings(folder))
                .ready();
        sync(THERE);
        sync(BACK);
        assertThat(tracker.shown()).isEqualTo(hmis.shown());
        units = new ArrayDeque<>(tracker.shown().keySet());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pirogue.close();
        world.close();
    }

    @Test
    @Order(1)
    void aServerWhoseTimeIsNotKnownIsAskedFor() {
        String unit = units.remove();
        hmis.typed(unit, "21", LATER);
        tracker.typed(unit, "22", EARLIER);
        sync(THERE);
        sync(BACK);
        assertThat(hmis.shown()).containsEntry(unit, "21");
        assertThat(tracker.shown()).containsEntry(unit, "22");
        assertThat(open()).containsOnlyKeys(unit);

        // As soon as it says so, the next edit decides, and nobody is asked any more.
        world.server("hmis").faults().clear();
        tracker.typed(unit, "23", LATER.plusSeconds(300));
        sync(BACK);
        sync(THERE);
        assertThat(hmis.shown()).containsEntry(unit, "23");
        assertThat(tracker.shown()).isEqualTo(hmis.shown());
        assertThat(open()).isEmpty();
        noEcho();
    }

    @ParameterizedTest
    @ValueSource(strings = {THERE, BACK})
    @Order(2)
    void theLaterEditStandsAtBothEndsWhicheverFlowRunsFirst(String first) {
        Map<String, String> before = hmis.shown();
        Map<String, Conflict> asked = open();
        String hmisLater = units.remove();
        String trackerLater = units.remove();
        String valueAfterClearing = units.remove();
        hmis.typed(hmisLater, "21", LATER);
        tracker.typed(hmisLater, "22", EARLIER);
        hmis.typed(trackerLater, "23", EARLIER);
        tracker.typed(trackerLater, "24", LATER);
        hmis.cleared(valueAfterClearing, EARLIER);
        tracker.typed(valueAfterClearing, "25", LATER);

        sync(first);
        sync(first.equals(THERE) ? BACK : THERE);

        Map<String, String> expected = new TreeMap<>(before);
        expected.putAll(Map.of(hmisLater, "21", trackerLater, "24", valueAfterClearing, "25"));
        assertThat(hmis.shown()).isEqualTo(expected);
        assertThat(tracker.shown()).isEqualTo(expected);
        assertThat(open().keySet()).isEqualTo(asked.keySet());
        assertThat(settledByPolicy(hmisLater)).allSatisfy(conflict -> {
            assertThat(conflict.oursAt()).isNotBlank();
            assertThat(conflict.theirsAt()).isNotBlank();
        });
        noEcho();
    }

    @ParameterizedTest
    @ValueSource(strings = {THERE, BACK})
    @Order(3)
    void aTieAndALaterDeletionAreAsked(String first) {
        List<String> asked = new ArrayList<>(open().keySet());
        String tie = units.remove();
        String clearedAtHmis = units.remove();
        String clearedAtTracker = units.remove();
        hmis.typed(tie, "21", LATER);
        tracker.typed(tie, "22", LATER.plusSeconds(1));
        hmis.cleared(clearedAtHmis, LATER);
        tracker.typed(clearedAtHmis, "23", EARLIER);
        hmis.typed(clearedAtTracker, "24", EARLIER);
        tracker.cleared(clearedAtTracker, LATER);

        sync(first);
        sync(first.equals(THERE) ? BACK : THERE);

        assertThat(hmis.shown())
                .containsEntry(tie, "21")
                .doesNotContainKey(clearedAtHmis)
                .containsEntry(clearedAtTracker, "24");
        assertThat(tracker.shown())
                .containsEntry(tie, "22")
                .containsEntry(clearedAtHmis, "23")
                .doesNotContainKey(clearedAtTracker);
        asked.addAll(List.of(tie, clearedAtHmis, clearedAtTracker));
        assertThat(open()).containsOnlyKeys(asked.toArray(String[]::new));
        noEcho();
        assertThat(open()).containsOnlyKeys(asked.toArray(String[]::new));
    }

    private static Map<String, Conflict> open() {
        Map<String, Conflict> open = new TreeMap<>();
        pirogue.api().conflicts(null, "open", 1000).forEach(each -> open.put(each.orgUnit(), each));
        return open;
    }

    private static List<Conflict> settledByPolicy(String unit) {
        List<Conflict> settled = pirogue.api().conflicts(null, "settled", 1000).stream()
                .filter(each -> each.orgUnit().equals(unit) && "policy".equals(each.settledBy()))
                .toList();
        assertThat(settled).isNotEmpty();
        return settled;
    }

    private static void noEcho() {
        long hmisBefore = hmis.now();
        long trackerBefore = tracker.now();
        sync(THERE);
        sync(BACK);
        assertThat(hmis.carried(hmisBefore)).isEmpty();
        assertThat(tracker.carried(trackerBefore)).isEmpty();
    }

    private static void sync(String flow) {
        Run run = pirogue.run(flow, Mode.SYNC);
        assertThat(run.failed()).as("%s", run).isFalse();
        assertThat(run.balanced()).isTrue();
        assertThat(run.inFlight()).isZero();
    }
}
