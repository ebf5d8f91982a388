package org.pirogue.ledger.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outcome;

class ObjectDeliveriesTest {
    private final ObjectExchange units = new ObjectExchange(ObjectKind.ORGANISATION_UNIT);
    private final ObjectExchange persons = new ObjectExchange(ObjectKind.TRACKED_ENTITY);

    @Test
    void bringsAnObjectOnceAndThenOnlyWhatChanged() {
        Run first = units.collect(units.object("a", "name=Kinama", "parent=B"));
        units.deliver();
        Run second = units.collect(units.object("a", "name=Kinama 2", "parent=B"));
        List<ObjectClaim.Change> changes = units.deliver();

        assertThat(units.now(first).desired().written()).isEqualTo(1);
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.put()).isEqualTo(Map.of("name", "Kinama 2"));
            assertThat(change.exists()).isTrue();
        });
        assertThat(units.now(second).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void anObjectThatDidNotChangeIsNotLookedAtUnlessAsked() {
        units.collect(units.object("a", "name=Kinama"));
        units.deliver();
        units.target.get("a").put("name", "by hand");

        assertThat(units.now(units.collect(units.object("a", "name=Kinama")))
                        .desired()
                        .unchanged())
                .isEqualTo(1);
        assertThat(units.deliver()).isEmpty();

        Run looking = units.collect(true, units.object("a", "name=Kinama"));
        units.deliver();
        assertThat(units.target.get("a")).isEqualTo(Map.of("name", "Kinama"));
        assertThat(units.now(looking).desired().written()).isEqualTo(1);
        assertThat(units.conflicts.list(units.flow, Conflict.State.SETTLED, 10))
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.theirs()).isEqualTo("by hand"));
    }

    @Test
    void whatArrivedWithoutAReceiptIsFoundAtTheTargetAndNotTakenForAHandEdit() {
        Run run = units.collect(units.object("a", "name=Kinama"));
        String killed = units.owner();
        units.attempt(killed).forEach(units::arrives);
        units.deliveries.abandon(killed, Duration.ZERO);

        assertThat(units.deliver()).isEmpty();
        assertThat(units.now(run).desired().written()).isEqualTo(1);
        assertThat(units.conflicts.list(units.flow, null, 10)).isEmpty();
    }

    @Test
    void anObjectBelongsToOneDeliveryAtATime() {
        units.collect(units.object("a", "name=Kinama"));
        ObjectMessage message =
                units.outbox.due(units.flow, Duration.ZERO, 10, 10).get(0);
        units.deliveries.claim(units.flow, units.kind, message.versions(), "one", ObjectExchange.LEASE);

        assertThat(units.deliveries.claim(units.flow, units.kind, message.versions(), "two", ObjectExchange.LEASE))
                .singleElement()
                .isInstanceOf(ObjectClaim.Busy.class);
    }

    @Test
    void anOlderMessageIsSuperseded() {
        units.collect(units.object("a", "name=Kinama"));
        ObjectMessage old = units.outbox.due(units.flow, Duration.ZERO, 10, 10).get(0);
        Run second = units.collect(units.object("a", "name=Kinama 2"));

        assertThat(units.deliveries.claim(units.flow, units.kind, old.versions(), "one", ObjectExchange.LEASE))
                .singleElement()
                .isInstanceOf(ObjectClaim.Superseded.class);
        units.deliver();
        assertThat(units.target.get("a")).isEqualTo(Map.of("name", "Kinama 2"));
        assertThat(units.now(second).desired().written()).isEqualTo(1);
    }

    @Test
    void aRefusedObjectWaitsUntilItChangesOrAPersonReplaysIt() {
        ObjectRecord object = units.object("a", "name=Kinama");
        Run run = units.collect(object);
        refuseAll();
        assertThat(units.now(run).state()).isEqualTo(Run.State.PARTIAL);
        Run again = units.collect(object);
        assertThat(units.deliver()).isEmpty();
        assertThat(units.now(again).desired().rejected()).isEqualTo(1);

        List<Long> open =
                units.rejects.list(run.run(), 10).stream().map(Reject::id).toList();
        assertThat(units.decisions
                        .replay(units.flow, "w", open, new Decision("somebody", "mended"))
                        .rejects())
                .isEqualTo(open);
        assertThat(units.deliver()).hasSize(1);
        assertThat(units.now(again).desired().written()).isEqualTo(1);
        assertThat(units.now(again).balanced()).isTrue();
    }

    private void refuseAll() {
        String owner = units.owner();
        units.attempt(owner)
                .forEach(change -> units.settle(owner, change, new Outcome.Refused("E4000", "something is missing")));
    }

    @Test
    void aPersonSettlesAConflictEitherWay() {
        units.terms = new ObjectTerms(Policy.ASK, Policy.SOURCE, Policy.ASK);
        units.collect(units.object("a", "name=one"), units.object("b", "name=one"));
        units.deliver();
        units.target.get("a").put("name", "hand");
        units.target.get("b").put("name", "hand");
        Run run = units.collect(units.object("a", "name=two"), units.object("b", "name=two"));
        units.deliver();
        assertThat(units.now(run).desired().conflict()).isEqualTo(2);

        for (Conflict conflict : units.conflicts.list(units.flow, Conflict.State.OPEN, 10)) {
            Conflict.Keep keep = conflict.key().orgUnit().equals("A") ? Conflict.Keep.SOURCE : Conflict.Keep.TARGET;
            assertThat(units.conflicts.settle(List.of(conflict.id()), keep, "somebody", "known"))
                    .hasSize(1);
        }
        units.deliver();

        assertThat(units.target.get("a")).isEqualTo(Map.of("name", "two"));
        assertThat(units.target.get("b")).isEqualTo(Map.of("name", "hand"));
        assertThat(units.now(run).inFlight()).isZero();
        assertThat(units.now(run).balanced()).isTrue();
    }

    @Test
    void nothingOfAPersonIsKeptInClearOnceItIsDelivered() {
        persons.collect(persons.object("p", "attributes/FULL_NAME=Aniela Bavoreho", "orgUnit=BDI_0101"));
        assertThat(persons.row("p")).contains("content=s1:").doesNotContain("Aniela", "Bavoreho", "BDI_0101");
        assertThat(persons.outbox
                        .due(persons.flow, Duration.ZERO, 10, 10)
                        .get(0)
                        .toJson())
                .doesNotContain("Aniela");
        persons.deliver();

        assertThat(persons.target.get("p")).containsEntry("attributes/FULL_NAME", "Aniela Bavoreho");
        assertThat(persons.row("p")).doesNotContain("Aniela", "Bavoreho", "BDI_0101");
        Run again = persons.collect(persons.object("p", "attributes/FULL_NAME=Aniela Bavoreho", "orgUnit=BDI_0101"));
        assertThat(persons.now(again).desired().unchanged()).isEqualTo(1);
    }

    @Test
    void aRefusalOfAPersonKeepsNoValue() {
        Run run = persons.collect(persons.object("p", "attributes/FULL_NAME=Aniela Bavoreho"));
        String owner = persons.owner();
        persons.attempt(owner)
                .forEach(change -> persons.settle(owner, change, new Outcome.Refused("E1064", "not unique")));

        assertThat(persons.row("p")).doesNotContain("Aniela");
        assertThat(String.valueOf(persons.rejects.list(run.run(), 10))).doesNotContain("Aniela");
        assertThat(persons.now(run).desired().rejected()).isEqualTo(1);
    }

    @Test
    void whatIsDeletedAtTheSourceIsDeletedOnceAndItsUidIsUsedUp() {
        persons.collect(persons.object("p", "orgUnit=A"));
        persons.deliver();
        Run run = persons.collect(persons.object("p"));
        persons.deliver();

        assertThat(persons.target).isEmpty();
        assertThat(persons.now(run).retracted().deleted()).isEqualTo(1);
        persons.collect(persons.object("p", "orgUnit=A"));
        assertThat(persons.deliver())
                .singleElement()
                .satisfies(change -> assertThat(change.of().generations()).isEqualTo(Map.of("", 2)));
    }

    @Test
    void whatSomebodyDeletedAtTheTargetIsMadeAgainOnlyWhereThePolicySaysSo() {
        persons.collect(persons.object("p", "orgUnit=A"));
        persons.deliver();
        persons.target.clear();
        Run asked = persons.collect(persons.object("p", "orgUnit=B"));
        assertThat(persons.deliver()).isEmpty();
        assertThat(persons.now(asked).desired().conflict()).isEqualTo(1);

        ObjectExchange sure = new ObjectExchange(ObjectKind.TRACKED_ENTITY);
        sure.terms = new ObjectTerms(Policy.SOURCE, Policy.SOURCE, Policy.SOURCE);
        sure.collect(sure.object("p", "orgUnit=A"));
        sure.deliver();
        sure.target.clear();
        sure.collect(sure.object("p", "orgUnit=B"));
        assertThat(sure.deliver()).singleElement().satisfies(change -> {
            assertThat(change.of().generations()).isEqualTo(Map.of("", 2));
            assertThat(change.put()).isEqualTo(Map.of("orgUnit", "B"));
        });
    }

    /** Versions, losses, kills and refusals in random order: in the end the newest stands, and counts balance at each step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsAtTheNewestWhateverHappens(long seed) {
        Random random = new Random(seed);
        ObjectExchange exchange =
                new ObjectExchange(seed % 2 == 0 ? ObjectKind.TRACKED_ENTITY : ObjectKind.ORGANISATION_UNIT);
        Map<String, ObjectRecord> newest = new TreeMap<>();
        for (int step = 0; step < 40; step++) {
            String key = "k" + random.nextInt(3);
            ObjectRecord object = exchange.object(key, "name=" + random.nextInt(4), "parent=" + random.nextInt(2));
            newest.put(key, object);
            exchange.collect(object);
            step(exchange, random);
            assertThat(exchange.runs.list(exchange.flow, 100)).allMatch(Run::balanced);
        }
        exchange.collect(newest.values().stream()
                .map(object -> exchange.object(object.key(), "name=last", "parent=" + object.key()))
                .toArray(ObjectRecord[]::new));
        exchange.deliver();
        newest.keySet()
                .forEach(key -> assertThat(exchange.target.get(key)).isEqualTo(Map.of("name", "last", "parent", key)));
        assertThat(exchange.runs.list(exchange.flow, 100)).allMatch(run -> run.inFlight() == 0);
    }

    private static void step(ObjectExchange exchange, Random random) {
        String owner = exchange.owner();
        for (ObjectClaim.Change change : exchange.attempt(owner)) {
            switch (random.nextInt(5)) {
                case 0 -> exchange.deliveries.abandon(owner, Duration.ZERO);
                case 1 -> {
                    exchange.arrives(change);
                    exchange.deliveries.abandon(owner, Duration.ZERO);
                }
                case 2 -> exchange.settle(owner, change, new Outcome.Refused("E1", "no"));
                case 3 ->
                    exchange.deliveries.withdraw(exchange.flow, exchange.kind, owner, List.of(change), Duration.ZERO);
                default -> {
                    exchange.arrives(change);
                    exchange.settle(owner, change, Outcome.ACCEPTED);
                }
            }
        }
    }
}
