package org.pirogue.ledger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.value.Exchange;

public class RunBookTest {
    private static final Cursor CURSOR = new Cursor("cases", "2026-02-01", "fields");
    private final Exchange exchange = new Exchange();

    @Test
    void takesTheOldestRunThatWasAskedForBeforeAScheduledOne() {
        Run asked = exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.SYNC, null, null, true);
        exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.PLAN, "202401", "202412", false);
        Run run = exchange.open();
        assertThat(run.run()).isEqualTo(asked.run());
        assertThat(run.state()).isEqualTo(Run.State.COLLECTING);
        assertThat(run.full()).isTrue();
        assertThat(run.cause()).isEqualTo("request");
    }

    @Test
    void aPollBetweenTheScheduledTimesOpensNoNewRun() {
        assertThat(exchange.runs.openRequested(exchange.flow, "hmis", "me")).isEmpty();
        exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.SYNC, null, null, false);
        assertThat(exchange.runs.openRequested(exchange.flow, "hmis", "me")).isPresent();
    }

    @Test
    void oneOwnerCollectsAFlowAtATime() {
        Run run = exchange.open();
        assertThat(exchange.runs.open(exchange.flow, "hmis", "other")).isEmpty();
        exchange.jdbc.update("update ledger.run set seen_at = now() - interval '3 minutes' where run = ?", run.run());
        assertThat(exchange.runs.open(exchange.flow, "hmis", "other"))
                .get()
                .extracting(Run::run)
                .isEqualTo(run.run());
    }

    @Test
    void aKilledRunContinuesWithItsPendingChunks() {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A"), scope("B"), scope("C")), CURSOR);
        exchange.handOver(exchange.batch(run, 2, scope("B"), slice("B", "CONF=1")));

        Run again = exchange.open();
        assertThat(again.run()).isEqualTo(run.run());
        assertThat(again.next()).isEqualTo(CURSOR);
        assertThat(exchange.runs.planChunks(run.run(), List.of(scope("X")), null))
                .as("the first plan stands")
                .isFalse();
        List<Integer> pending = new ArrayList<>();
        exchange.runs.pendingChunks(run.run()).forEachRemaining(chunk -> pending.add(chunk.number()));
        assertThat(pending).containsExactly(1, 3);
    }

    @Test
    public void aRunKilledBeforeItWasPlannedCountsItsRecordsOnce() {
        Run run = exchange.open();
        Finding finding = new Finding("P203", null, null, null, "event a1", "no date");
        exchange.runs.count(run.run(), new Tally(5, 0, 0, 1, 0, 0), List.of(finding));
        Run again = exchange.open();
        assertThat(again.tally()).isEqualTo(Tally.NONE);
        exchange.runs.count(run.run(), new Tally(5, 0, 0, 1, 0, 0), List.of(finding));
        assertThat(exchange.run(run).tally().read()).isEqualTo(6);
        assertThat(exchange.rejects.count(run.run())).isEqualTo(1);
    }

    @Test
    public void theCursorMovesOnlyWithTheLastChunk() {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A"), scope("B")), CURSOR);
        exchange.handOver(exchange.batch(run, 1, scope("A")));
        assertThatThrownBy(() -> exchange.runs.collected(run.run())).isInstanceOf(IllegalStateException.class);
        assertThat(exchange.runs.cursor(exchange.flow, "cases")).isEmpty();
        exchange.handOver(exchange.batch(run, 2, scope("B")));
        assertThat(exchange.runs.collected(run.run()).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.runs.cursor(exchange.flow, "cases")).isEqualTo(Optional.of(CURSOR));
        assertThat(exchange.runs.collected(run.run()).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void aPlanMovesNoCursor() {
        Run run = exchange.asked(Envelope.Mode.PLAN);
        exchange.runs.planChunks(run.run(), List.of(), CURSOR);
        exchange.runs.collected(run.run());
        assertThat(exchange.runs.cursor(exchange.flow, "cases")).isEmpty();
    }

    @Test
    void aFailedRunKeepsTheCursorAndTheNextOneStartsAnew() {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), CURSOR);
        Run failed = exchange.runs.fail(run.run(), "P301", "the source does not answer");
        assertThat(failed.state()).isEqualTo(Run.State.FAILED);
        assertThat(failed.problem()).isEqualTo(new Run.Problem("P301", "the source does not answer"));
        assertThat(exchange.runs.cursor(exchange.flow, "cases")).isEmpty();
        assertThat(exchange.open().run()).isGreaterThan(run.run());
    }

    @Test
    void aRunWithUnmappedRecordsEndsPartial() {
        Run run = exchange.open();
        exchange.runs.count(run.run(), new Tally(5, 2, 1, 0, 0, 0), List.of());
        exchange.runs.planChunks(run.run(), List.of(), null);
        assertThat(exchange.runs.collected(run.run()).state()).isEqualTo(Run.State.PARTIAL);
    }

    @Test
    void whatIsFoundAgainReplacesWhatWasFoundBefore() {
        Finding finding = new Finding("P203", null, null, null, "event a1", "no date");
        Run first = exchange.open();
        exchange.runs.count(first.run(), Tally.NONE, List.of(finding));
        exchange.runs.planChunks(first.run(), List.of(), null);
        exchange.runs.collected(first.run());
        exchange.runs.count(exchange.open().run(), Tally.NONE, List.of(finding));
        assertThat(exchange.rejects.open(exchange.flow, 10)).hasSize(1);
        assertThat(exchange.rejects.list(first.run(), 10))
                .singleElement()
                .extracting(Reject::state)
                .isEqualTo(Reject.State.RESOLVED);
    }

    @Test
    void listsTheNewestRunsFirst() {
        Run first = exchange.collect(scope("A"), slice("A", "CONF=1"));
        Run second = exchange.collect(scope("A"), slice("A", "CONF=1"));
        exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.SYNC, null, null, false);
        assertThat(exchange.runs.latest(exchange.flow))
                .get()
                .extracting(Run::run)
                .isEqualTo(second.run());
        assertThat(exchange.runs.list(exchange.flow, 10)).extracting(Run::run).endsWith(second.run(), first.run());
    }
}
