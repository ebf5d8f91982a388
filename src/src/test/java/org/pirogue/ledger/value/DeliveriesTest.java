package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.run.Run;

class DeliveriesTest {
    private final Exchange exchange = new Exchange();

    @Test
    void aValuePostedBeforeAKillAndGoneFromTheNextVersionIsDeleted() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.target.post(exchange.difference("killed", "A", 1));
        Run second = exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.timePasses();
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
        assertThat(exchange.retracted(second)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(second).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void aKillAfterThePostIsFoundByReadingBackAndPostsNothingTwice() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.target.post(exchange.difference("killed", "A", 1));
        exchange.timePasses();
        exchange.deliver();
        assertThat(exchange.target.posts).isEqualTo(1);
        assertThat(exchange.desired(run)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void aKillBeforeThePostLosesNothing() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.difference("killed", "A", 1);
        exchange.timePasses();
        Claim.Difference difference = exchange.difference("next", "A", 1);
        exchange.settle("next", exchange.target.post(difference));
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
        assertThat(exchange.desired(run)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void afterARestartWhatTheKilledOneHeldIsLetGoAndNobodyElsesIs() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=5"), slice("B", "CONF=6"));
        exchange.difference(exchange.flow + "-killed/1", "A", 1);
        exchange.difference(exchange.flow + "-other/1", "B", 1);
        assertThat(exchange.deliveries.abandon(exchange.flow + "-killed/", Duration.ZERO))
                .isEqualTo(1);
        assertThat(exchange.claim("next", "A", 1)).isInstanceOf(Claim.ToRead.class);
        assertThat(exchange.claim("next", "B", 1)).isInstanceOf(Claim.Busy.class);
    }

    @Test
    void aSliceIsDeliveredByOneAtATime() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        Claim.Difference difference = exchange.difference("one", "A", 1);
        assertThat(exchange.claim("two", "A", 1)).isInstanceOf(Claim.Busy.class);
        exchange.collect(scope("A"), slice("A", "CONF=6"));
        assertThat(exchange.claim("two", "A", 2)).isInstanceOf(Claim.Busy.class);
        exchange.settle("one", exchange.target.post(difference));
        assertThat(exchange.difference("two", "A", 2).put()).isEqualTo(values("CONF=6"));
    }

    @Test
    void aMessageThatComesAgainAfterItWasSettledDoesNothing() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.deliver();
        assertThat(exchange.claim("again", "A", 1)).isInstanceOf(Claim.Settled.class);
        assertThat(exchange.claim("again", "A", 7)).isInstanceOf(Claim.Superseded.class);
        assertThat(exchange.claim("again", "UNKNOWN", 1)).isInstanceOf(Claim.Superseded.class);
    }

    @Test
    void anAnswerForAnOlderVersionTellsWhatIsAtTheTargetButCountsNothing() {
        Run first = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        Claim.Difference old = exchange.difference("one", "A", 1);
        Run second = exchange.collect(scope("A"), slice("A", "CONF=6"));
        assertThat(exchange.retracted(second)).isEqualTo("1 = 0 deleted 0 rejected 1 in flight 0 superseded");
        exchange.settle("one", exchange.target.post(old));
        assertThat(exchange.known("A").acknowledged()).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.desired(first)).isEqualTo("2 = 0 written 0 unchanged 0 rejected 0 in flight 2 superseded");
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6"));
        assertThat(exchange.desired(second)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aRetractionOfWhatNeverArrivedIsNoRetraction() {
        exchange.target.refuses = (cell, value) -> cell.equals(cell("DEATH"));
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        Claim.Difference old = exchange.difference("one", "A", 1);
        Run second = exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.settle("one", exchange.target.post(old));
        assertThat(exchange.retracted(second)).isEqualTo("0 = 0 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(second).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void anAnswerThatComesAfterTheLeaseWasLostChangesNothing() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        Claim.Difference late = exchange.difference("late", "A", 1);
        exchange.target.post(late);
        exchange.collect(scope("A"), slice("A", "CONF=6"));
        exchange.timePasses();
        exchange.deliver();
        assertThat(exchange.settle("late", Receipt.accepted(late))).containsExactly(key("A"));
        assertThat(exchange.known("A").acknowledged()).isEqualTo(values("CONF=6"));
        assertThat(exchange.known("A").pending()).isFalse();
    }

    @Test
    void theSameAnswerTwiceCountsOnce() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5"));
        Claim.Difference difference = exchange.difference("one", "A", 1);
        Receipt receipt = exchange.target.post(difference);
        assertThat(exchange.settle("one", receipt)).isEmpty();
        assertThat(exchange.settle("one", receipt)).containsExactly(key("A"));
        assertThat(exchange.desired(run)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aRefusedValueIsARejectAndItsNeighboursGoThrough() {
        exchange.target.refuses = (cell, value) -> value.equals("2.5");
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=2.5"));
        exchange.deliver();
        assertThat(exchange.desired(run)).isEqualTo("2 = 1 written 0 unchanged 1 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.PARTIAL);
        assertThat(exchange.rejects.list(run.run(), 10)).singleElement().satisfies(reject -> {
            assertThat(reject.code()).isEqualTo("E8122");
            assertThat(reject.kind()).isEqualTo(Reject.Kind.TARGET);
            assertThat(reject.state()).isEqualTo(Reject.State.OPEN);
            assertThat(reject.orgUnit()).isEqualTo("A");
            assertThat(reject.dataElement()).isEqualTo("DEATH");
            assertThat(reject.value()).isEqualTo("2.5");
        });
    }

    @Test
    void aStandingRejectIsNotPostedAgainUntilItsValueChanges() {
        exchange.target.refuses = (cell, value) -> value.equals("2.5");
        Run first = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=2.5"));
        exchange.deliver();
        int posted = exchange.target.values;

        Run second = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=2.5"));
        assertThat(second.state()).isEqualTo(Run.State.PARTIAL);
        assertThat(exchange.desired(second)).isEqualTo("2 = 0 written 1 unchanged 1 rejected 0 in flight 0 superseded");
        assertThat(exchange.rejects.count(second.run())).isEqualTo(1);

        Run third = exchange.collect(scope("A"), slice("A", "CONF=6", "DEATH=2.5"));
        exchange.deliver();
        assertThat(exchange.target.values).isEqualTo(posted + 1);
        assertThat(exchange.desired(third)).isEqualTo("2 = 1 written 0 unchanged 1 rejected 0 in flight 0 superseded");

        Run fourth = exchange.collect(scope("A"), slice("A", "CONF=6", "DEATH=2"));
        exchange.deliver();
        assertThat(exchange.run(fourth).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.rejects.list(first.run(), 10))
                .singleElement()
                .satisfies(reject -> assertThat(reject.state()).isEqualTo(Reject.State.RESOLVED));
    }

    @Test
    void aRefusedDeletionStandsAsARejectOfTheRetraction() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.deliver();
        exchange.target.refuses = (cell, value) -> value.isEmpty();
        Run second = exchange.collect(scope("A"));
        exchange.deliver();
        assertThat(exchange.retracted(second)).isEqualTo("1 = 0 deleted 1 rejected 0 in flight 0 superseded");
        Run third = exchange.collect(scope("A"));
        assertThat(exchange.retracted(third)).isEqualTo("1 = 0 deleted 1 rejected 0 in flight 0 superseded");
        assertThat(third.state()).isEqualTo(Run.State.PARTIAL);
    }

    @Test
    void aRefusedValueLeavesTheFormerOneKnownAndItIsDeletedWhenNothingShouldStand() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.deliver();
        exchange.target.refuses = (cell, value) -> value.equals("6");
        exchange.collect(scope("A"), slice("A", "CONF=6"));
        exchange.deliver();
        assertThat(exchange.known("A").acknowledged()).isEqualTo(values("CONF=5"));
        exchange.collect(scope("A"));
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEmpty();
    }

    @Test
    void cellsWithoutAnswerStayInFlightWhileTheOthersSettle() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        Claim.Difference difference = exchange.difference("one", "A", 1);
        exchange.settle("one", new Receipt(difference, Map.of(cell("CONF"), Outcome.ACCEPTED)));
        assertThat(exchange.desired(run)).isEqualTo("2 = 1 written 0 unchanged 0 rejected 1 in flight 0 superseded");
        exchange.deliver();
        assertThat(exchange.desired(run)).isEqualTo("2 = 2 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void afterAnUnknownOutcomeNobodyDeliversBeforeTheWaitIsOver() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        Claim.Difference difference = exchange.difference("one", "A", 1);
        exchange.deliveries.unknown(exchange.flow, "one", List.of(difference), Duration.ofMinutes(1));
        assertThat(exchange.claim("two", "A", 1)).isInstanceOf(Claim.Busy.class);
        assertThat(exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 100)).isEmpty();
        exchange.timePasses();
        assertThat(exchange.claim("two", "A", 1)).isInstanceOf(Claim.ToRead.class);
    }

    @Test
    void whatWasCertainlyNotPostedIsNotInDoubtAndNeverDeleted() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        Claim.Difference difference = exchange.difference("one", "A", 1);
        Run second = exchange.collect(scope("A"));
        assertThat(exchange.retracted(second)).isEqualTo("1 = 0 deleted 0 rejected 1 in flight 0 superseded");
        exchange.deliveries.withdraw(exchange.flow, "one", List.of(difference), Duration.ZERO);
        exchange.target.of(key("A")).put(cell("CONF"), "typed by hand");
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=typed by hand"));
        assertThat(exchange.run(second).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.retracted(second)).isEqualTo("0 = 0 deleted 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aValueOfSomebodyElseFoundWhileReadingBackIsNotDeleted() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.difference("killed", "A", 1);
        exchange.target.of(key("A")).put(cell("CONF"), "99");
        exchange.collect(scope("A"));
        exchange.timePasses();
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=99"));
    }

    @Test
    void severalUnansweredAttemptsAreAllRemembered() {
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.difference("killed", "A", 1);
        exchange.collect(scope("A"), slice("A", "CONF=6"));
        exchange.timePasses();
        Claim.ToRead read = (Claim.ToRead) exchange.claim("two", "A", 2);
        exchange.compare("two", read, null);
        exchange.target.of(key("A")).put(cell("CONF"), "5");
        exchange.collect(scope("A"));
        exchange.timePasses();
        exchange.deliver();
        assertThat(exchange.target.of(key("A")))
                .as("5 arrived late, 6 did not: 5 is ours")
                .isEmpty();
    }
}
