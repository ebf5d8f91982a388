package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.Run;
import org.springframework.dao.DataIntegrityViolationException;

class HandOverTest {
    private final Exchange exchange = new Exchange();

    @Test
    void aNewSliceIsInFlightUntilItIsDelivered() {
        Run run = exchange.collect(scope("A", "B"), slice("A", "CONF=5", "DEATH=1"));
        assertThat(exchange.desired(run)).isEqualTo("2 = 0 written 0 unchanged 0 rejected 2 in flight 0 superseded");
        assertThat(run.state()).isEqualTo(Run.State.DELIVERING);
        exchange.deliver();
        assertThat(exchange.desired(run)).isEqualTo("2 = 2 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));
    }

    @Test
    void aSliceThatIsTheSameSendsNothing() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.deliver();
        Run second = exchange.open();
        exchange.runs.planChunks(second.run(), List.of(scope("A")), null);
        assertThat(exchange.handOver(exchange.batch(second, 1, scope("A"), slice("A", "CONF=5", "DEATH=1"))))
                .isEmpty();
        assertThat(exchange.runs.collected(second.run()).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.desired(second)).isEqualTo("2 = 0 written 2 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.known("A").version()).isEqualTo(1);
    }

    @Test
    void onlyTheDifferenceOfAChangedSliceTravels() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1", "TEST=9"));
        exchange.deliver();
        Run second = exchange.collect(scope("A"), slice("A", "CONF=6", "TEST=9"));
        Claim.Difference difference = exchange.difference("d", "A", 2);
        assertThat(difference.put()).isEqualTo(values("CONF=6"));
        assertThat(difference.delete()).containsExactly(cell("DEATH"));
        exchange.settle("d", exchange.target.post(difference));
        assertThat(exchange.desired(second)).isEqualTo("2 = 1 written 1 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.retracted(second)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6", "TEST=9"));
    }

    @Test
    void aSliceOfTheScopeThatIsNotNamedBecomesEmpty() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=5"), slice("B", "CONF=7"));
        exchange.deliver();
        Run second = exchange.collect(scope("A", "B"), slice("B", "CONF=7"));
        exchange.deliver();
        assertThat(exchange.retracted(second)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.target.of(key("A"))).isEmpty();
        assertThat(exchange.target.of(key("B"))).isEqualTo(values("CONF=7"));
    }

    @Test
    void aSliceOutsideTheScopeIsLeftAlone() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=5"), slice("B", "CONF=7"));
        exchange.deliver();
        exchange.collect(scope("B"), slice("B", "CONF=7"));
        assertThat(exchange.known("A").desired()).isEqualTo(values("CONF=5"));
    }

    @Test
    void anEmptySliceThatWasNeverSeenIsNotKept() {
        exchange.collect(scope("A"), slice("A"));
        assertThat(exchange.slices.known(exchange.flow, Exchange.DATA_SET, scope("A")))
                .isEmpty();
    }

    @Test
    void aValueThatWasHeldBackDoesNotDeleteTheOneBeforeIt() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.deliver();
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        Finding finding = new Finding("P250", key("A"), cell("DEATH"), "many", "quality.yaml", "not a number");
        exchange.handOver(exchange.batch(
                run, 1, scope("A"), new Tally(1, 0, 0, 1, 0, 0), List.of(finding), slice("A", "CONF=6")));
        exchange.runs.collected(run.run());
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6", "DEATH=1"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.PARTIAL);
    }

    @Test
    void aChunkThatIsHandedOverTwiceCountsOnce() {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        Finding finding = new Finding("P201", key("A"), cell("X"), "1", "X", "not mapped");
        SliceBatch batch =
                exchange.batch(run, 1, scope("A"), new Tally(3, 0, 1, 0, 0, 0), List.of(finding), slice("A", "CONF=5"));
        assertThat(exchange.handOver(batch)).hasSize(1);
        assertThat(exchange.handOver(batch)).isEmpty();
        Run after = exchange.runs.collected(run.run());
        assertThat(after.tally().read()).isEqualTo(4);
        assertThat(after.chunksDone()).isEqualTo(1);
        assertThat(exchange.rejects.count(run.run())).isEqualTo(1);
        assertThat(exchange.desired(run)).isEqualTo("1 = 0 written 0 unchanged 0 rejected 1 in flight 0 superseded");
        exchange.deliver();
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.PARTIAL);
    }

    @Test
    void aNewerVersionSupersedesTheOneInFlight() {
        Run first = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        Run second = exchange.collect(scope("A"), slice("A", "CONF=6", "DEATH=1"));
        assertThat(exchange.desired(first)).isEqualTo("2 = 0 written 0 unchanged 0 rejected 0 in flight 2 superseded");
        assertThat(exchange.desired(second)).isEqualTo("2 = 0 written 0 unchanged 0 rejected 2 in flight 0 superseded");
        assertThat(exchange.runs.closeFinished()).isEmpty();
        assertThat(exchange.run(first).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.claim("old", "A", 1)).isInstanceOf(Claim.Superseded.class);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6", "DEATH=1"));
    }

    @Test
    void theSameContentStillInFlightIsTakenOverWithoutANewVersion() {
        Run first = exchange.collect(scope("A"), slice("A", "CONF=5"));
        Run second = exchange.collect(scope("A"), slice("A", "CONF=5"));
        assertThat(exchange.known("A").version()).isEqualTo(1);
        assertThat(exchange.desired(first)).isEqualTo("1 = 0 written 0 unchanged 0 rejected 0 in flight 1 superseded");
        exchange.deliver();
        assertThat(exchange.desired(second)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void refusesABatchThatIsNotItsPlannedChunk() {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.handOver(exchange.batch(run, 1, scope("A", "B"))));
        assertThatIllegalArgumentException().isThrownBy(() -> exchange.handOver(exchange.batch(run, 2, scope("A"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.handOver(exchange.batch(run, 1, scope("A"), slice("B", "CONF=1"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.handOver(
                        exchange.batch(run, 1, scope("A"), slice("A", "CONF=1"), slice("A", "CONF=2"))));
        assertThat(exchange.run(run).chunksDone()).isZero();
    }

    @Test
    void refusesAHandOverOfARunThatFailed() {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        exchange.runs.fail(run.run(), "P301", "the source does not answer");
        assertThatThrownBy(() -> exchange.handOver(exchange.batch(run, 1, scope("A"), slice("A", "CONF=5"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(exchange.slices.known(exchange.flow, Exchange.DATA_SET, scope("A")))
                .isEmpty();
    }

    @Test
    void nothingOutsideTheClaimIsTouched() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.deliver();
        exchange.claim = Set.of(cell("CONF"))::contains;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1")));
        exchange.runs.fail(exchange.open().run(), "P201", "the claim changed");
        Run second = exchange.collect(scope("A"), slice("A", "CONF=5"));
        assertThat(second.state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));

        exchange.claim = cell -> true;
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.deliver();
        assertThat(exchange.target.of(key("A")))
                .as("claimed again, ours again, not wanted")
                .isEqualTo(values("CONF=5"));
    }

    @Test
    void aPlanShowsTheDifferenceAndChangesNothing() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=5", "DEATH=1"), slice("B", "CONF=1"));
        exchange.deliver();
        Run plan = exchange.collect(
                exchange.asked(Envelope.Mode.PLAN), scope("A", "B"), slice("A", "CONF=6"), slice("B", "CONF=1"));
        assertThat(plan.state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.plans.plan(plan.run(), 10, 0)).singleElement().satisfies(planned -> {
            assertThat(planned.key()).isEqualTo(key("A"));
            assertThat(planned.put()).isEqualTo(values("CONF=6"));
            assertThat(planned.delete()).containsExactly(cell("DEATH"));
        });
        assertThat(exchange.known("A").desired()).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.outbox.pending()).doesNotContainKey(exchange.flow);
    }

    @Test
    void aComparisonOnlyCounts() {
        Run run = exchange.collect(exchange.asked(Envelope.Mode.COMPARE), scope("A"), slice("A", "CONF=6"));
        exchange.plans.compared(run.run(), new Plans.Comparison(3, 2, 0, 1, 0, 0, 0));
        assertThat(exchange.plans.comparison(run.run())).get().matches(found -> !found.agrees());
        assertThat(exchange.slices.known(exchange.flow, Exchange.DATA_SET, scope("A")))
                .isEmpty();
    }

    @Test
    void theDatabaseRefusesARunThatDoesNotBalance() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=6"));
        for (String column : List.of("read", "desired", "written", "retracted", "deleted")) {
            assertThatThrownBy(() -> exchange.jdbc.update(
                            "update ledger.run set " + column + " = " + column + " + 1 where run = ?", run.run()))
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }
}
