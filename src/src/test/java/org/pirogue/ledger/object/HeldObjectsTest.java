package org.pirogue.ledger.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.Run;

/** Deletions and closings of objects wait for a person where they are too many, as deletions of values do. */
class HeldObjectsTest {
    private static final Decision SOMEBODY = new Decision("somebody", "the district was dissolved");
    private static final String EVENT = "enrollments/e/events/v/dataValues/RESULT=";

    private final ObjectExchange units = new ObjectExchange(ObjectKind.ORGANISATION_UNIT, flow -> 25);
    private final ObjectExchange persons = new ObjectExchange(ObjectKind.TRACKED_ENTITY, flow -> 25);

    private void fourUnits() {
        units.collect(unit("a"), unit("b"), unit("c"), unit("d"));
        units.deliver();
    }

    private ObjectRecord unit(String key) {
        return units.object(key, "name=Kinama " + key);
    }

    private ObjectRecord closed(String key) {
        return units.object(key, "closedDate=2026-01-31", "name=Kinama " + key);
    }

    private void fourPersons() {
        persons.collect(person("a"), person("b"), person("c"), person("d"));
        persons.deliver();
    }

    private ObjectRecord person(String key) {
        return persons.object(key, "attributes/SEX=F", "enrollments/e/status=ACTIVE", EVENT + "POS");
    }

    private ObjectRecord withoutEvent(String key, String sex) {
        return persons.object(key, "attributes/SEX=" + sex, "enrollments/e/status=ACTIVE");
    }

    @Test
    void aFewClosingsGoAndNothingOfThemIsLeftBehind() {
        fourUnits();
        Run run = units.collect(closed("a"), unit("b"));
        assertThat(run.hold()).isNull();
        assertThat(units.outbox.unsent(units.flow, 10, 10))
                .as("sent at the end of the run")
                .hasSize(1);
        units.timePasses();
        units.deliver();
        assertThat(units.target.get("a")).containsEntry("closedDate", "2026-01-31");
        assertThat(units.now(run).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void manyClosingsWaitAndTheRestOfTheRunTravels() {
        fourUnits();
        Run run = units.collect(closed("a"), closed("b"), units.object("c", "name=renamed"));
        assertThat(run.hold()).satisfies(hold -> {
            assertThat(hold.state()).isEqualTo(Run.Hold.State.HELD);
            assertThat(hold.code()).isEqualTo("P340");
            assertThat(List.of(hold.cells(), hold.retracted(), hold.waiting())).containsExactly(4L, 2L, 2L);
        });
        units.deliver();
        assertThat(units.target.get("a")).doesNotContainKey("closedDate");
        assertThat(units.target.get("c")).containsEntry("name", "renamed");
        assertThat(units.outbox.pending()).doesNotContainKey(units.flow);
        assertThat(units.held.list(units.flow)).extracting(Run::run).containsExactly(run.run());
        assertThat(units.held.slices(run.run(), 10, 0)).hasSize(2).allSatisfy(planned -> assertThat(planned.put())
                .isEqualTo(Map.of(new Cell("closedDate", ""), "2026-01-31")));

        assertThat(units.held.approve(run.run(), SOMEBODY)).hasSize(1);
        units.deliver();
        assertThat(units.target.get("a")).containsEntry("closedDate", "2026-01-31");
        assertThat(units.target.get("b")).containsEntry("closedDate", "2026-01-31");
        assertThat(units.now(run).state()).isEqualTo(Run.State.DONE);
        assertThat(units.now(run).balanced()).isTrue();
    }

    @Test
    void whatIsRefusedStaysOpenAndWhatElseChangedGoesOn() {
        fourUnits();
        Run run = units.collect(
                units.object("a", "closedDate=2026-01-31", "name=renamed"), closed("b"), closed("c"), closed("d"));
        assertThat(units.held.refuse(run.run(), SOMEBODY)).hasSize(1);
        units.deliver();
        assertThat(units.target.get("a")).isEqualTo(Map.of("name", "renamed"));
        assertThat(units.target.get("b")).isEqualTo(Map.of("name", "Kinama b"));
        Run now = units.now(run);
        assertThat(now.state()).isEqualTo(Run.State.PARTIAL);
        assertThat(now.problem().code()).isEqualTo("P443");
        assertThat(now.balanced()).isTrue();
        assertThat(List.of(
                        now.desired().desired(),
                        now.desired().written(),
                        now.desired().unchanged()))
                .containsExactly(4L, 1L, 3L);
        assertThat(units.collect(closed("a"), closed("b")).held())
                .as("asked anew")
                .isTrue();
    }

    @Test
    void aUnitThatOpensAgainIsWaitedForNoMore() {
        fourUnits();
        Run held = units.collect(closed("a"), closed("b"));
        units.collect(unit("a"), unit("b"));
        assertThat(units.now(held).state()).isEqualTo(Run.State.DONE);
        assertThat(units.held.approve(held.run(), SOMEBODY)).isEmpty();
        assertThat(units.deliver()).isEmpty();
        assertThat(units.target.get("a")).doesNotContainKey("closedDate");
    }

    @Test
    void aSmallRunThatTakesOverWhatWaitsDoesNotLetItGo() {
        fourUnits();
        units.collect(closed("a"), closed("b"));
        Run second = units.collect(closed("a"));
        assertThat(second.held()).isTrue();
        assertThat(second.hold().code()).isEqualTo("P341");
        assertThat(units.deliver()).isEmpty();
    }

    @Test
    void deletedPersonsWaitAndComeBackWithARefusal() {
        fourPersons();
        Run run = persons.collect(persons.object("a"), persons.object("b"));
        assertThat(run.hold().retracted()).isEqualTo(2);
        assertThat(persons.deliver()).isEmpty();
        assertThat(persons.row("a")).doesNotContain("POS");
        assertThat(String.valueOf(persons.held.slices(run.run(), 10, 0))).doesNotContain("POS");

        persons.held.refuse(run.run(), SOMEBODY);
        assertThat(persons.deliver()).isEmpty();
        assertThat(persons.target).hasSize(4);
        assertThat(persons.now(run).retracted().retracted()).isZero();
        assertThat(persons.now(run).balanced()).isTrue();
        assertThat(persons.collect(person("a"), person("b")).desired().unchanged())
                .isEqualTo(2);

        Run again = persons.collect(persons.object("a"), persons.object("b"));
        persons.held.approve(again.run(), SOMEBODY);
        persons.deliver();
        assertThat(persons.target).containsOnlyKeys("c", "d");
        assertThat(persons.now(again).retracted().deleted()).isEqualTo(2);
    }

    @Test
    void deletedEventsWaitWithTheirPersonAndComeBackWithARefusal() {
        fourPersons();
        Run run = persons.collect(withoutEvent("a", "M"), withoutEvent("b", "F"), person("c"));
        assertThat(run.hold().retracted()).isEqualTo(2);
        assertThat(persons.deliver()).isEmpty();

        persons.held.refuse(run.run(), SOMEBODY);
        assertThat(persons.deliver()).singleElement().satisfies(change -> {
            assertThat(change.put()).isEqualTo(Map.of("attributes/SEX", "M"));
            assertThat(change.clear()).isEmpty();
        });
        assertThat(persons.target.get("a")).containsEntry("attributes/SEX", "M").hasSize(3);
        assertThat(persons.target.get("b")).hasSize(3);
        assertThat(persons.now(run).balanced()).isTrue();
        assertThat(persons.row("a")).doesNotContain("POS", "ACTIVE");

        Run again = persons.collect(withoutEvent("a", "M"), withoutEvent("b", "F"));
        persons.held.approve(again.run(), SOMEBODY);
        persons.deliver();
        assertThat(persons.target.get("a")).hasSize(2);
        assertThat(persons.now(again).state()).isEqualTo(Run.State.DONE);
    }

    /** A version that was not delivered yet, a deletion of it that is refused: the version goes on as it was. */
    @Test
    void whatWasInFlightBeforeADeletionIsDeliveredAfterItsRefusal() {
        fourPersons();
        persons.collect(persons.object("a", "attributes/SEX=M", "enrollments/e/status=ACTIVE", EVENT + "NEG"));
        String killed = persons.owner();
        persons.attempt(killed);
        persons.deliveries.abandon(killed, Duration.ZERO);
        Run run = persons.collect(persons.object("a"), withoutEvent("b", "M"));
        persons.held.refuse(run.run(), SOMEBODY);
        persons.deliver();
        assertThat(persons.target.get("a")).containsEntry("attributes/SEX", "M").containsValue("NEG");
        assertThat(persons.now(run).balanced()).isTrue();
        assertThat(persons.row("a")).doesNotContain("NEG");
    }

    /** The event's values are not kept in clear: where somebody changed one of them meanwhile, nothing is sent for it. */
    @Test
    void whatCameBackWithARefusalAndIsNotKnownInClearIsLeftToTheNextRun() {
        fourPersons();
        Run run = persons.collect(withoutEvent("a", "M"), withoutEvent("b", "M"));
        persons.held.refuse(run.run(), SOMEBODY);
        persons.target.get("a").put("enrollments/e/events/v/dataValues/RESULT", "typed");
        List<ObjectClaim.Change> changes = new ArrayList<>(persons.deliver());
        assertThat(changes).hasSize(2).allSatisfy(change -> assertThat(change.put())
                .isEqualTo(Map.of("attributes/SEX", "M")));
        assertThat(persons.now(run).balanced()).isTrue();
        assertThat(persons.now(run).inFlight()).isZero();
        persons.collect(person("a"));
        persons.deliver();
        assertThat(persons.target.get("a")).containsValue("POS");
    }

    @Test
    void aRunThatFailsHalfWayIsDecidedTooAndWhatItDidNotFindIsTakenBack() {
        fourUnits();
        Run run = units.half(closed("a"), closed("b"));
        units.runs.fail(run.run(), "P301", "the source does not answer");
        assertThat(units.now(run).held()).isTrue();
        Run other = units.half(closed("c"));
        units.held.drop(other.run());
        units.runs.fail(other.run(), "P447", "the account sees less than before");
        assertThat(units.now(other).hold()).isNull();
        assertThat(units.deliver()).isEmpty();
        units.held.approve(run.run(), SOMEBODY);
        units.deliver();
        assertThat(units.target.get("a")).containsKey("closedDate");
        assertThat(units.target.get("c")).doesNotContainKey("closedDate");
    }

    @Test
    void aPlanSaysThatItsRunWouldBeHeld() {
        fourUnits();
        assertThat(units.planned(closed("a"), unit("b")).hold()).isNull();
        Run plan = units.planned(closed("a"), closed("b"));
        assertThat(plan.hold().state()).isEqualTo(Run.Hold.State.WOULD);
        assertThat(plan.hold().code()).isEqualTo("P340");
        assertThat(plan.hold().retracted()).isEqualTo(2);
        fourPersons();
        assertThat(persons.planned(
                                persons.object("a", "attributes/SEX=M", "enrollments/e/status=ACTIVE", EVENT + "POS"))
                        .hold())
                .isNull();
        assertThat(persons.planned(persons.object("a"), withoutEvent("b", "F"))
                        .hold()
                        .retracted())
                .isEqualTo(2);
    }

    @Test
    void aMessageOfAHeldObjectIsLeftAlone() {
        fourUnits();
        units.collect(closed("a"), closed("b"));
        Map<String, Long> versions = Map.of("a", 2L);
        assertThat(units.deliveries.claim(
                        units.flow, units.kind, new java.util.TreeMap<>(versions), "one", ObjectExchange.LEASE))
                .singleElement()
                .isInstanceOf(ObjectClaim.Settled.class);
        assertThat(units.deliveries
                        .seen(units.flow, units.kind, List.of("a"))
                        .get("a")
                        .inFlight())
                .as("its children need not wait for it")
                .isFalse();
    }

    @Test
    void aFirstRunIsNeverHeld() {
        assertThat(units.collect(closed("a"), closed("b")).hold()).isNull();
        assertThat(units.deliver()).hasSize(2);
    }
}
