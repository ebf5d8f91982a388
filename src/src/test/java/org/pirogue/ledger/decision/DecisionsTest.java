package org.pirogue.ledger.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.DATA_SET;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.reject.Correction;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.RejectFilter;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Exchange;

class DecisionsTest {
    private static final Decision DECISION = new Decision("amina", "the form says so");

    private final Exchange exchange = new Exchange();

    @BeforeEach
    void aTargetThatTakesNoNines() {
        exchange.target.refuses = (cell, value) -> value.equals("9");
    }

    private Run refusedOnce() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=9", "DEATH=1"));
        exchange.deliver();
        return run;
    }

    private Reject open() {
        List<Reject> open = exchange.rejects.open(exchange.flow, 10);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private Decisions.Taken replay(Reject reject) {
        return exchange.decisions.replay(exchange.flow, "hmis", List.of(reject.id()), DECISION);
    }

    private Decisions.Taken correct(Reject reject, String value) {
        return exchange.decisions.correct(reject, "hmis", DATA_SET, value, DECISION);
    }

    @Test
    void aStandingRejectIsNotPostedAgain() {
        refusedOnce();
        int posts = exchange.target.posts;
        for (int night = 0; night < 3; night++) {
            exchange.collect(scope("A"), slice("A", "CONF=9", "DEATH=1"));
            exchange.deliver();
        }
        assertThat(exchange.target.posts).isEqualTo(posts);
        assertThat(open().state()).isEqualTo(Reject.State.OPEN);
    }

    @Test
    void whatIsReplayedGoesOutAgainInTheRunThatOwnsIt() {
        Run run = refusedOnce();
        Reject reject = open();
        exchange.target.refuses = (cell, value) -> false;

        Decisions.Taken taken = replay(reject);

        assertThat(taken.rejects()).containsExactly(reject.id());
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DELIVERING);
        assertThat(exchange.desired(run)).isEqualTo("2 = 1 written 0 unchanged 0 rejected 1 in flight 0 superseded");
        taken.messages().forEach(exchange::deliver);
        assertThat(exchange.desired(run)).isEqualTo("2 = 2 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=9", "DEATH=1"));
        assertThat(exchange.rejects.find(reject.id()).orElseThrow().state()).isEqualTo(Reject.State.REPLAYED);
        assertThat(exchange.rejects.events(reject.id())).singleElement().satisfies(event -> {
            assertThat(event.what()).isEqualTo("replayed");
            assertThat(event.who()).isEqualTo("amina");
        });
    }

    @Test
    void whatIsReplayedAndRefusedAgainIsANewRejectThatKnowsTheOld() {
        refusedOnce();
        Reject first = open();
        replay(first).messages().forEach(exchange::deliver);
        assertThat(open().id()).isGreaterThan(first.id());
        assertThat(exchange.rejects.ofSameCell(open(), 10))
                .extracting(Reject::id)
                .containsExactly(first.id());
    }

    @Test
    void aMessageThatIsLostAfterAReplayComesFromTheOutbox() {
        refusedOnce();
        exchange.target.refuses = (cell, value) -> false;
        replay(open());
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).containsEntry(cell("CONF"), "9");
    }

    @Test
    void aReplayOfTwiceTheSameOrOfSomethingSettledChangesNothing() {
        refusedOnce();
        Reject reject = open();
        replay(reject);
        assertThat(replay(reject).rejects()).isEmpty();
        exchange.collect(scope("A"), slice("A", "CONF=8", "DEATH=1"));
        assertThat(replay(reject).messages()).isEmpty();
    }

    @Test
    void aRefusedDeletionIsReplayed() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.deliver();
        exchange.target.refuses = (cell, value) -> value.isEmpty();
        Run second = exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.deliver();
        assertThat(exchange.retracted(second)).isEqualTo("1 = 0 deleted 1 rejected 0 in flight 0 superseded");
        exchange.target.refuses = (cell, value) -> false;
        replay(open()).messages().forEach(exchange::deliver);
        assertThat(exchange.retracted(second)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
    }

    @Test
    void whatIsDismissedIsQuietUntilItsValueChanges() {
        refusedOnce();
        Reject reject = open();
        assertThat(exchange.decisions.dismiss(exchange.flow, List.of(reject.id()), DECISION))
                .containsExactly(reject.id());
        int posts = exchange.target.posts;

        Run second = exchange.collect(scope("A"), slice("A", "CONF=9", "DEATH=1"));
        exchange.deliver();

        assertThat(exchange.target.posts).isEqualTo(posts);
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
        assertThat(exchange.rejects.list(second.run(), 10))
                .as("it is not hidden either")
                .extracting(Reject::id)
                .containsExactly(reject.id());
        exchange.collect(scope("A"), slice("A", "CONF=99", "DEATH=1"));
        exchange.target.refuses = (cell, value) -> value.startsWith("9");
        exchange.deliver();
        assertThat(open().value()).isEqualTo("99");
    }

    @Test
    void aCorrectionIsWantedUntilTheSourceSaysSomethingElse() {
        Run run = refusedOnce();
        Reject reject = open();

        correct(reject, "7").messages().forEach(exchange::deliver);

        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=7", "DEATH=1"));
        assertThat(exchange.desired(run)).isEqualTo("2 = 2 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();

        Run night = exchange.collect(scope("A"), slice("A", "CONF=9", "DEATH=1"));
        exchange.deliver();
        assertThat(exchange.desired(night)).isEqualTo("2 = 0 written 2 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.target.of(key("A"))).containsEntry(cell("CONF"), "7");

        Run changed = exchange.collect(scope("A"), slice("A", "CONF=8", "DEATH=1"));
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).containsEntry(cell("CONF"), "8");
        assertThat(exchange.rejects.list(changed.run(), 10)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("P484");
            assertThat(warning.kind()).isEqualTo(Reject.Kind.WARNING);
            assertThat(warning.text()).contains("'9'", "'7'", "amina");
        });
        assertThat(exchange.run(changed).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.rejects.corrections(exchange.flow, Set.of(), 10))
                .singleElement()
                .satisfies(each -> assertThat(each.state()).isEqualTo(Correction.State.LAPSED));
    }

    @Test
    void whatIsCorrectedAfterACorrectionLapsedHoldsForWhatTheSourceSaysNow() {
        refusedOnce();
        correct(open(), "7").messages().forEach(exchange::deliver);
        exchange.collect(scope("A"), slice("A", "DEATH=1"));
        Reject lapsed = open();
        assertThat(lapsed.code()).isEqualTo("P484");

        correct(lapsed, "6").messages().forEach(exchange::deliver);
        exchange.collect(scope("A"), slice("A", "DEATH=1"));
        exchange.deliver();

        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6", "DEATH=1"));
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
    }

    @Test
    void aCorrectionOfACorrectionTakesItsPlace() {
        refusedOnce();
        correct(open(), "99").messages();
        exchange.target.refuses = (cell, value) -> value.startsWith("9");
        exchange.deliver();
        correct(open(), "7");
        exchange.deliver();
        exchange.collect(scope("A"), slice("A", "CONF=9", "DEATH=1"));
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).containsEntry(cell("CONF"), "7");
        assertThat(exchange.rejects.corrections(exchange.flow, Set.of(Correction.State.ACTIVE), 10))
                .hasSize(1);
    }

    @Test
    void aPlanShowsTheCorrectedValue() {
        refusedOnce();
        exchange.target.refuses = (cell, value) -> true;
        correct(open(), "7");
        Run plan = exchange.asked(org.pirogue.batch.Envelope.Mode.PLAN);
        exchange.collect(plan, scope("A"), slice("A", "CONF=9", "DEATH=1"));
        assertThat(exchange.plans.plan(plan.run(), 10, 0))
                .singleElement()
                .satisfies(planned -> assertThat(planned.put()).isEqualTo(values("CONF=7")));
    }

    private Run heldBack(String value, Slice... slices) {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        Finding finding = new Finding("P250", key("A").inDataSet(""), cell("CONF"), value, "quality.yaml", "no number");
        exchange.handOver(exchange.batch(run, 1, scope("A"), new Tally(1, 0, 0, 1, 0, 0), List.of(finding), slices));
        exchange.runs.collected(run.run());
        exchange.deliver();
        return run;
    }

    @Test
    void aHeldBackValueIsCorrectedToo() {
        Run run = heldBack("many", slice("A", "DEATH=1"));

        correct(open(), "12").messages().forEach(exchange::deliver);

        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=12", "DEATH=1"));
        assertThat(exchange.desired(run)).isEqualTo("2 = 2 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        Run night = heldBack("many", slice("A", "DEATH=1"));
        assertThat(exchange.target.of(key("A"))).containsEntry(cell("CONF"), "12");
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
        assertThat(exchange.run(night).state()).isEqualTo(Run.State.PARTIAL);
        heldBack("plenty", slice("A", "DEATH=1"));
        assertThat(exchange.rejects.open(exchange.flow, 10))
                .extracting(Reject::value)
                .contains("plenty");
        assertThat(exchange.target.of(key("A"))).as("what stood there stays").containsEntry(cell("CONF"), "12");
    }

    @Test
    void aCorrectionMakesASliceWhereThereWasNone() {
        heldBack("many");
        correct(open(), "12");
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=12"));
        heldBack("many");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=12"));
    }

    @Test
    void aDismissedFindingIsQuietUntilItsValueChangesAndThenComesBack() {
        heldBack("many");
        Reject reject = open();
        exchange.decisions.dismiss(exchange.flow, List.of(reject.id()), DECISION);
        Run again = heldBack("many");
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
        assertThat(exchange.rejects.list(again.run(), 10))
                .extracting(Reject::id)
                .containsExactly(reject.id());
        heldBack("plenty");
        assertThat(open().value()).isEqualTo("plenty");
        heldBack("many");
        assertThat(open().value()).as("it changed meanwhile").isEqualTo("many");
    }

    @Test
    void aFindingIsMarkedAsReplayedAndFoundAgainWhereNothingChanged() {
        heldBack("many");
        Reject reject = open();
        assertThat(replay(reject).rejects())
                .as("nothing of it stands at the target")
                .isEmpty();
        assertThat(exchange.decisions.readAgain(exchange.flow, List.of(reject.id()), DECISION))
                .containsExactly(reject.id());
        heldBack("many");
        assertThat(open().id()).isNotEqualTo(reject.id());
    }

    @Test
    void rejectsAreFoundByWhatTheyAreAbout() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=9", "DEATH=9"), slice("B", "CONF=9"));
        exchange.deliver();
        RejectFilter ofFlow =
                new RejectFilter(exchange.flow, null, null, null, null, null, null, Set.of(Reject.State.OPEN));
        assertThat(exchange.rejects.count(ofFlow)).isEqualTo(3);
        RejectFilter ofUnit = new RejectFilter(
                exchange.flow, null, Set.of("A"), Exchange.PERIOD, "CONF", "E8122", Reject.Kind.TARGET, Set.of());
        assertThat(exchange.rejects.page(ofUnit, 0, 10))
                .singleElement()
                .satisfies(reject -> assertThat(reject.orgUnit()).isEqualTo("A"));
        assertThat(exchange.rejects.groups(ofFlow, List.of("E8122"), 10))
                .extracting(group -> group.orgUnit() + " " + group.count())
                .containsExactly("A 2", "B 1");
        assertThat(exchange.rejects.groups(ofFlow, List.of(), 10))
                .extracting(group -> group.dataElement() + " " + group.count() + " " + group.periods())
                .containsExactly("CONF 2 [202601]", "DEATH 1 [202601]");
        assertThat(exchange.rejects.each(ofFlow)).toIterable().hasSize(3);
    }
}
