package org.pirogue.ledger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.ledger.MovedClock;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.value.Exchange;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs that wait: for others, behind others, or because another flow has changed something. */
class RunRequestsTest {
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Exchange upstream = new Exchange();
    private final Exchange follower = new Exchange();
    private final RunRequests requests = new RunRequests(
            follower.jdbc, new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source())));

    @AfterEach
    void theTrueTimeAgain() {
        MovedClock.move(TestDatabase.source(), Duration.ZERO);
    }

    @Test
    void aRunOfOtherFlowsIsAskedForOnlyWhenSomethingChangedThere() {
        upstream.collect(scope("A"));
        assertThat(follow()).isFalse();

        upstream.collect(scope("A"), slice("A", "CONF=1"));
        later(31);
        assertThat(follow()).as("in flight, nothing changed at the target").isFalse();
        upstream.deliver();
        later(62);

        assertThat(follow()).isTrue();
        assertThat(follower.open().cause()).isEqualTo("new-version");
    }

    @Test
    void severalChangesInAShortTimeAreOneRun() {
        write("CONF=1");
        assertThat(follow()).as("not quiet yet").isFalse();
        write("CONF=2");
        later(31);

        assertThat(follow()).isTrue();
        assertThat(follow()).as("asked for already").isFalse();
        Run run = follower.collect(scope("A"));
        later(62);
        assertThat(follow()).as("the run has read it all").isFalse();
        assertThat(run.state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void aChangeWhileTheFollowerReadsAsksForAnotherRun() {
        write("CONF=1");
        Run reading = follower.open();
        write("CONF=2");
        later(31);

        assertThat(follow()).isTrue();
        follower.collect(reading, scope("A"));
        assertThat(follower.runs.openRequested(follower.flow, "hmis", "me"))
                .get()
                .extracting(Run::cause)
                .isEqualTo("new-version");
    }

    @Test
    void ofReplicasThatLookAtTheSameTimeOneAsks() throws Exception {
        write("CONF=1");
        later(31);
        var replicas = Executors.newFixedThreadPool(4);
        List<Callable<Boolean>> looks = Collections.nCopies(12, this::follow);
        long asked = 0;
        for (var look : replicas.invokeAll(looks)) {
            asked += look.get() ? 1 : 0;
        }
        replicas.shutdown();

        assertThat(asked).isEqualTo(1);
        assertThat(follower.runs.list(follower.flow, 10)).hasSize(1);
    }

    @Test
    void aScheduledTimeAfterTheOthersHaveEndedTakesTheRunThatWaited() {
        await(false);
        RunRequests.Waiting waiting = waiting();

        requests.release(follower.flow);

        assertThat(follower.open().run()).isEqualTo(waiting.run());
        assertThat(follower.runs.list(follower.flow, 10)).hasSize(1);
    }

    @Test
    void aBackfillThatWasKilledGoesOnWithWhatIsLeft() {
        Run backfill = backfill();
        handOver(backfill, 1, "202401");

        Run again = follower.runs.openRequested(follower.flow, "hmis", "me").orElseThrow();

        assertThat(again.run()).isEqualTo(backfill.run());
        assertThat(again.planned()).isTrue();
        assertThat(requests.period(again.run())).contains("202402");
    }

    @Test
    void aFlowIsSettledWhenNoneOfItsRunsIsUnderWay() {
        assertThat(requests.settled(upstream.flow, follower.flow, false)).isTrue();
        assertThat(requests.settled(upstream.flow, follower.flow, true))
                .as("it never ran")
                .isFalse();
        upstream.collect(scope("A"), slice("A", "CONF=1"));
        assertThat(requests.settled(upstream.flow, follower.flow, true))
                .as("it is delivering")
                .isFalse();
        upstream.deliver();
        assertThat(requests.settled(upstream.flow, follower.flow, true)).isTrue();

        later(10);
        follower.collect(scope("A"));
        assertThat(requests.settled(upstream.flow, follower.flow, true))
                .as("nothing has ended since the follower began")
                .isFalse();
    }

    @Test
    void aWaitingRunBeginsWhenItIsReleasedAndIsAskedForOnce() {
        await(false);
        await(false);
        RunRequests.Waiting waiting = waiting();
        assertThat(waiting.late()).isFalse();
        assertThat(waiting.waitsFor()).containsExactly(upstream.flow);
        assertThat(follower.runs.openRequested(follower.flow, "hmis", "me")).isEmpty();
        assertThat(requests.ready()).doesNotContain(follower.flow);

        requests.release(waiting.run());

        assertThat(requests.ready()).contains(follower.flow);
        assertThat(follower.runs.openRequested(follower.flow, "hmis", "me"))
                .get()
                .extracting(Run::run)
                .isEqualTo(waiting.run());
    }

    @Test
    void whoWaitedTooLongGoesOnAndSaysSo() {
        await(false);
        later(3601);
        assertThat(waiting().late()).isTrue();

        requests.releaseLate(waiting().run(), "P464", "the other has not ended");

        assertThat(follower.open().note()).isEqualTo(new Run.Problem("P464", "the other has not ended"));
    }

    @Test
    void whoWaitedTooLongIsSkippedWhereThatIsWanted() {
        await(true);
        later(3601);
        RunRequests.Waiting waiting = waiting();
        assertThat(waiting.skips()).isTrue();

        requests.cancel(waiting.run(), "P463", "skipped");

        Run skipped = follower.runs.find(waiting.run()).orElseThrow();
        assertThat(skipped.state()).isEqualTo(Run.State.FAILED);
        assertThat(skipped.problem()).isEqualTo(new Run.Problem("P463", "skipped"));
    }

    @Test
    void aBackfillGivesWayBetweenPeriodsAndGoesOnAfterwards() {
        Run backfill = backfill();
        handOver(backfill, 1, "202401");
        Run normal = follower.runs.request(follower.flow, "hmis", Envelope.Mode.SYNC, null, null, false);

        assertThat(requests.giveWay(backfill.run())).isTrue();
        Run next = follower.open();
        assertThat(next.run()).isEqualTo(normal.run());
        follower.collect(next, scope("A"));

        Run again =
                follower.runs.openRequested(follower.flow, "hmis", "another").orElseThrow();
        assertThat(again.run()).isEqualTo(backfill.run());
        assertThat(again.planned()).isTrue();
        assertThat(requests.period(again.run())).contains("202402");
        handOver(again, 2, "202402");
        assertThat(requests.giveWay(again.run())).as("nothing is left").isFalse();
        assertThat(follower.runs.collected(again.run()).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void theScheduleComesBeforeABackfill() {
        Run backfill = backfill();
        requests.giveWay(backfill.run());

        Run scheduled = follower.open();

        assertThat(scheduled.run()).isNotEqualTo(backfill.run());
        assertThat(scheduled.cause()).isEqualTo("schedule");
    }

    @Test
    void aCancelledRunDeliversWhatItHandedOverAndReadsNoMore() {
        Run run = follower.open();
        follower.runs.planChunks(run.run(), List.of(scope("A"), scope("B")), null);
        follower.handOver(follower.batch(run, 1, scope("A"), slice("A", "CONF=1")));

        assertThat(requests.cancel(run.run(), "P465", "cancelled")).isTrue();

        assertThat(follower.runs.pendingChunks(run.run()).hasNext()).isFalse();
        assertThat(follower.runs.collected(run.run()).state()).isEqualTo(Run.State.FAILED);
        follower.deliver();
        assertThat(follower.target.of(Exchange.key("A"))).isEqualTo(Exchange.values("CONF=1"));
        assertThat(follower.run(run).desired().written()).isEqualTo(1);
        assertThat(requests.cancel(run.run(), "P465", "cancelled")).as("twice").isFalse();
    }

    @Test
    void aRunThatHasReadEverythingIsNotCancelled() {
        Run run = follower.collect(scope("A"), slice("A", "CONF=1"));
        assertThat(requests.cancel(run.run(), "P465", "cancelled")).isFalse();
        follower.deliver();
        assertThat(follower.run(run).state()).isEqualTo(Run.State.DONE);
    }

    private Run backfill() {
        follower.runs.request(follower.flow, "hmis", Envelope.Mode.SYNC, "202401", "202402", false);
        Run run = follower.runs.openRequested(follower.flow, "hmis", "me").orElseThrow();
        follower.runs.planChunks(run.run(), List.of(month("202401"), month("202402")), null);
        return run;
    }

    private void handOver(Run run, int chunk, String month) {
        follower.handOver(follower.batch(run, chunk, month(month)));
    }

    private static Scope month(String month) {
        return new Scope(month, new TreeSet<>(List.of("A")));
    }

    private void write(String value) {
        upstream.collect(scope("A"), slice("A", value));
        upstream.deliver();
    }

    private boolean follow() {
        return requests.afterChange(follower.flow, "hmis", upstream.flow, QUIET);
    }

    private void await(boolean skip) {
        requests.await(follower.flow, "hmis", List.of(upstream.flow), Duration.ofHours(1), skip);
    }

    private RunRequests.Waiting waiting() {
        return requests.waiting().stream()
                .filter(each -> each.flow().equals(follower.flow))
                .findFirst()
                .orElseThrow();
    }

    private static void later(int seconds) {
        MovedClock.move(TestDatabase.source(), Duration.ofSeconds(seconds));
    }
}
