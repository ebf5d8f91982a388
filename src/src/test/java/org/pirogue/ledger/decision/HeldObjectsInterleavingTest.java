package org.pirogue.ledger.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectExchange;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outcome;

/** Deletions, closings, deliveries, kills, approvals and refusals of objects in any order: nothing that waits is ever posted. */
class HeldObjectsInterleavingTest {
    private static final Decision SOMEBODY = new Decision("somebody", "a test");
    private static final List<String> KEYS = List.of("a", "b", "c", "d");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingThatWaitsIsPostedAndTheNewestStandsInTheEnd(long seed) {
        new World(seed).play(40);
    }

    private static final class World {
        private final Random random;
        private final ObjectExchange exchange;

        World(long seed) {
            random = new Random(seed);
            ObjectKind kind = seed % 2 == 0 ? ObjectKind.TRACKED_ENTITY : ObjectKind.ORGANISATION_UNIT;
            exchange = new ObjectExchange(kind, flow -> 30);
        }

        void play(int steps) {
            for (int step = 0; step < steps; step++) {
                collect();
                deliver();
                decide();
                assertThat(exchange.runs.list(exchange.flow, 200)).allMatch(Run::balanced);
            }
            comesToRest();
        }

        private void collect() {
            TreeSet<String> some = new TreeSet<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                some.add(KEYS.get(random.nextInt(KEYS.size())));
            }
            exchange.collect(
                    random.nextInt(5) == 0, some.stream().map(this::object).toArray(ObjectRecord[]::new));
        }

        private ObjectRecord object(String key) {
            List<String> fields = new ArrayList<>();
            fields.add("name=" + random.nextInt(3));
            if (exchange.kind == ObjectKind.ORGANISATION_UNIT) {
                if (random.nextInt(3) == 0) {
                    fields.add("closedDate=2026-01-31");
                }
            } else if (random.nextInt(5) == 0) {
                fields.clear();
            } else {
                for (String event : List.of("v", "w")) {
                    if (random.nextInt(3) > 0) {
                        fields.add("enrollments/e/events/" + event + "/dataValues/RESULT=" + random.nextInt(2));
                    }
                }
            }
            return exchange.object(key, fields.toArray(String[]::new));
        }

        private void deliver() {
            String owner = exchange.owner();
            List<ObjectClaim.Change> changes = exchange.attempt(owner);
            List<String> waiting = withheld();
            assertThat(changes).noneMatch(change -> waiting.contains(change.key()));
            for (ObjectClaim.Change change : changes) {
                assertThat(change.put()).doesNotContainValue(null);
                switch (random.nextInt(6)) {
                    case 0 -> exchange.deliveries.abandon(owner, Duration.ZERO);
                    case 1 -> {
                        exchange.arrives(change);
                        exchange.deliveries.abandon(owner, Duration.ZERO);
                    }
                    case 2 ->
                        exchange.deliveries.withdraw(
                                exchange.flow, exchange.kind, owner, List.of(change), Duration.ZERO);
                    default -> {
                        exchange.arrives(change);
                        exchange.settle(owner, change, Outcome.ACCEPTED);
                    }
                }
            }
        }

        private List<String> withheld() {
            return exchange.jdbc.queryForList(
                    "select key from ledger.object where flow = ? and withheld is not null",
                    String.class,
                    exchange.flow);
        }

        private void decide() {
            for (Run run : exchange.held.list(exchange.flow)) {
                switch (random.nextInt(4)) {
                    case 0 -> exchange.held.approve(run.run(), SOMEBODY);
                    case 1 -> exchange.held.refuse(run.run(), SOMEBODY);
                    default -> {}
                }
            }
        }

        private void comesToRest() {
            exchange.held.list(exchange.flow).forEach(run -> exchange.held.approve(run.run(), SOMEBODY));
            exchange.collect(KEYS.stream()
                    .map(key -> exchange.object(key, "name=last " + key))
                    .toArray(ObjectRecord[]::new));
            exchange.held.list(exchange.flow).forEach(run -> exchange.held.approve(run.run(), SOMEBODY));
            exchange.deliver();
            Map<String, Map<String, String>> expected = new TreeMap<>();
            KEYS.forEach(key -> expected.put(key, Map.of("name", "last " + key)));
            assertThat(exchange.target).isEqualTo(expected);
            assertThat(exchange.runs.list(exchange.flow, 200))
                    .allMatch(run -> run.balanced() && run.inFlight() == 0 && !run.held());
            assertThat(KEYS).allSatisfy(key -> assertThat(exchange.row(key)).contains("content=null", "withheld=null"));
        }
    }
}
