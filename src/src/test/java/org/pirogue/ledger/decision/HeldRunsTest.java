package org.pirogue.ledger.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Exchange;
import org.pirogue.ledger.value.SliceMessage;

public class HeldRunsTest {
    private static final Decision SOMEBODY = new Decision("somebody", "the unit was closed");

    private final Exchange exchange = new Exchange(flow -> 25);

    /** Two units with five cells, delivered. */
    private void delivered() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=5", "DEATH=1"), slice("B", "CONF=7", "DEATH=2", "TEST=9"));
        exchange.deliver();
    }

    private Run withDigest(String digest, Scope scope, Slice... slices) {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope), new Cursor("values", "2026-01-01", digest));
        exchange.handOver(exchange.batch(run, 1, scope, slices));
        return exchange.runs.collected(run.run());
    }

    @Test
    void aRunThatTakesLittleAwayIsNotHeld() {
        delivered();
        Run run = exchange.collect(scope("A", "B"), slice("A", "CONF=5"), slice("B", "CONF=7", "DEATH=2", "TEST=9"));
        assertThat(run.hold()).isNull();
        exchange.deliver();
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
    }

    @Test
    public void aRunThatTakesMuchAwayIsHeldAndTheRestOfItTravels() {
        delivered();
        Run run = exchange.collect(scope("A", "B"), slice("A"), slice("B", "CONF=8", "DEATH=2", "TEST=9"));
        assertThat(run.hold()).satisfies(hold -> {
            assertThat(hold.state()).isEqualTo(Run.Hold.State.HELD);
            assertThat(hold.code()).isEqualTo("P440");
            assertThat(hold.cells()).isEqualTo(5);
            assertThat(hold.retracted()).isEqualTo(2);
            assertThat(hold.waiting()).isEqualTo(2);
        });
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.target.of(key("B"))).isEqualTo(values("CONF=8", "DEATH=2", "TEST=9"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DELIVERING);
        assertThat(exchange.held.list(exchange.flow)).extracting(Run::run).containsExactly(run.run());
        assertThat(exchange.held.slices(run.run(), 10, 0))
                .singleElement()
                .satisfies(planned -> assertThat(planned.delete()).containsExactly(cell("CONF"), cell("DEATH")));
    }

    @Test
    void approvedItIsSentAtOnce() {
        delivered();
        Run run = exchange.collect(scope("A", "B"), slice("A"), slice("B", "CONF=7", "DEATH=2", "TEST=9"));
        assertThat(exchange.outbox.unsent(exchange.flow, 10, 10)).isEmpty();
        assertThat(exchange.held.approve(run.run(), SOMEBODY)).hasSize(1);
        List<SliceMessage> messages = exchange.outbox.unsent(exchange.flow, 10, 10);
        assertThat(messages).hasSize(1);
        messages.forEach(exchange::deliver);
        assertThat(exchange.target.of(key("A"))).isEmpty();
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.run(run).hold().decision()).isEqualTo(SOMEBODY);
        assertThat(exchange.held.approve(run.run(), SOMEBODY)).as("once").isEmpty();
    }

    @Test
    void refusedItStandsAsBeforeAndTheRunIsPartial() {
        delivered();
        Run run = exchange.collect(scope("A", "B"), slice("A", "CONF=6"), slice("B", "CONF=7"));
        exchange.held.refuse(run.run(), SOMEBODY);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).as("what it writes goes on").isEqualTo(values("CONF=6", "DEATH=1"));
        assertThat(exchange.target.of(key("B"))).isEqualTo(values("CONF=7", "DEATH=2", "TEST=9"));
        assertThat(exchange.known("A").desired()).isEqualTo(values("CONF=6", "DEATH=1"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.PARTIAL);
        assertThat(exchange.run(run).problem().code()).isEqualTo("P443");
        assertThat(exchange.run(run).problem().text()).contains("somebody", "the unit was closed");
        assertThat(exchange.desired(run)).isEqualTo("5 = 1 written 4 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.retracted(run)).isEqualTo("0 = 0 deleted 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void theNextCollectDecidesAnewAfterARefusal() {
        delivered();
        Run run = exchange.collect(scope("A"), slice("A"));
        exchange.held.refuse(run.run(), SOMEBODY);
        Run again = exchange.collect(scope("A"), slice("A"));
        assertThat(again.held()).isTrue();
        exchange.held.approve(again.run(), SOMEBODY);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEmpty();
    }

    @Test
    void aFirstRunIsNeverHeld() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5"));
        assertThat(run.hold()).isNull();
        assertThat(withDigest("rules", scope("B"), slice("B", "CONF=5")).hold()).isNull();
    }

    @Test
    void aLaterRunThatFindsTheValuesAgainSupersedesTheHold() {
        delivered();
        Run held = exchange.collect(scope("A"), slice("A"));
        Run later = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        assertThat(exchange.run(held).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.held.approve(held.run(), SOMEBODY))
                .as("nothing waits")
                .isEmpty();
        exchange.deliver();
        assertThat(exchange.run(later).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));
    }

    @Test
    public void aSmallRunThatTakesOverWhatWaitsDoesNotLetItGo() {
        exchange.collect(
                scope("A", "B", "C"), slice("A", "CONF=5"), slice("B", "CONF=7"), slice("C", "X1=1", "X2=2", "X3=3"));
        exchange.deliver();
        exchange.collect(scope("A", "B"), slice("A"), slice("B"));
        Run second = exchange.collect(scope("A"), slice("A"));
        assertThat(second.held()).isTrue();
        assertThat(second.hold().code()).isEqualTo("P442");
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
    }

    @Test
    public void aRunOfOtherRulesIsHeldWithEverythingThatItChanges() {
        withDigest("old", scope("A", "B"), slice("A", "CONF=5"), slice("B", "CONF=7"));
        exchange.deliver();
        Run run =
                withDigest("new", scope("A", "B", "C"), slice("A", "CONF=6"), slice("B", "CONF=7"), slice("C", "X=1"));
        assertThat(run.hold().code()).isEqualTo("P441");
        assertThat(run.hold().waiting()).isEqualTo(2);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
        assertThat(exchange.target.of(key("C"))).isEmpty();

        Run next = withDigest("new", scope("B"), slice("B", "CONF=8"));
        assertThat(next.hold().code()).as("not approved meanwhile").isEqualTo("P441");
        assertThat(exchange.held.approve(run.run(), SOMEBODY)).hasSize(2);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6"));
        assertThat(exchange.target.of(key("B"))).isEqualTo(values("CONF=8"));
        assertThat(exchange.target.of(key("C"))).isEqualTo(values("X=1"));
        assertThat(withDigest("new", scope("B"), slice("B", "CONF=9")).hold()).isNull();
    }

    @Test
    void refusedRulesLeaveLedgerAndCursorAsTheyWere() {
        withDigest("old", scope("A", "B"), slice("A", "CONF=5", "DEATH=1"), slice("B", "CONF=7"));
        exchange.deliver();
        exchange.claim = Set.of(cell("CONF"), cell("NEW"))::contains;
        Run run = withDigest("new", scope("A", "B"), slice("A", "CONF=6", "NEW=1"), slice("B", "NEW=7"));
        exchange.held.refuse(run.run(), SOMEBODY);
        assertThat(exchange.known("A").desired()).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.runs.cursor(exchange.flow, "values"))
                .get()
                .extracting(Cursor::fieldsDigest)
                .isEqualTo("old");
        exchange.deliver();
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.PARTIAL);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.known("A").acknowledged()).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.target.of(key("B"))).isEqualTo(values("CONF=7"));
        Run again = withDigest("new", scope("B"), slice("B", "NEW=7"));
        assertThat(again.hold().code()).as("met again").isEqualTo("P441");
    }

    @Test
    void aRunThatFailsHalfWayIsDecidedToo() {
        delivered();
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A"), scope("B")), null);
        exchange.handOver(exchange.batch(run, 1, scope("A"), slice("A")));
        exchange.runs.fail(run.run(), "P301", "the source does not answer");
        assertThat(exchange.run(run).held()).isTrue();
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));
        exchange.held.approve(run.run(), SOMEBODY);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEmpty();
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.FAILED);
    }

    @Test
    void whatARunDidNotFindIsTakenBackWhereItFails() {
        delivered();
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A"), scope("B")), null);
        exchange.handOver(exchange.batch(run, 1, scope("A"), slice("A")));
        exchange.held.drop(run.run());
        exchange.runs.fail(run.run(), "P446", "the account sees less than before");
        assertThat(exchange.run(run).hold()).isNull();
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.known("A").desired()).isEqualTo(values("CONF=5", "DEATH=1"));
    }

    @Test
    void aPlanSaysThatItsRunWouldBeHeld() {
        delivered();
        Run plan = exchange.collect(exchange.asked(Envelope.Mode.PLAN), scope("A"), slice("A", "CONF=6"));
        assertThat(plan.hold()).isNull();
        plan = exchange.collect(exchange.asked(Envelope.Mode.PLAN), scope("A"), slice("A"));
        assertThat(plan.hold().state()).isEqualTo(Run.Hold.State.WOULD);
        assertThat(plan.hold().retracted()).isEqualTo(2);
        assertThat(plan.state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.held.list(exchange.flow)).isEmpty();
    }

    @Test
    public void aMessageOfAHeldSliceIsLeftAlone() {
        delivered();
        exchange.collect(scope("A"), slice("A"));
        assertThat(exchange.claim("d", "A", 2)).isInstanceOf(Claim.Settled.class);
        assertThat(exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 10)).isEmpty();
        assertThat(exchange.outbox.pending()).doesNotContainKey(exchange.flow);
    }
}
