package org.pirogue.ledger.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.BrokenLedger;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Exchange;
import org.pirogue.ledger.value.Receipt;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.ledger.value.VersionedSlice;

/** Runs, changed rules, deliveries, kills, approvals and refusals in any order: nothing that waits is ever posted. */
class HeldInterleavingTest {
    private static final List<String> UNITS = List.of("A", "B", "C");
    private static final List<String> ELEMENTS = List.of("CONF", "DEATH", "TEST");
    private static final Decision SOMEBODY = new Decision("somebody", "a test");

    @Property(tries = 30, shrinking = ShrinkingMode.OFF, seed = "2026")
    void nothingThatWaitsIsPostedAndTheBalanceHolds(@ForAll long seed) {
        new World(new Exchange(flow -> 30), new Random(seed)).play(40);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    @Tag("full")
    void moreOfThem(@ForAll long seed) {
        nothingThatWaitsIsPostedAndTheBalanceHolds(seed);
    }

    @Test
    void withoutTheGuardOfTheClaimItGoesRed() {
        BrokenLedger broken = new BrokenLedger(
                TestDatabase.source(), "s.lease_owner, s.withheld,", "s.lease_owner, null as withheld,");
        assertThat(Stream.iterate(1L, seed -> seed + 1)
                        .limit(30)
                        .anyMatch(seed -> catchThrowable(
                                        () -> new World(new Exchange(broken, flow -> 30), new Random(seed)).play(40))
                                != null))
                .isTrue();
        assertThat(broken.broken).as("the guard was there to be taken out").hasPositiveValue();
    }

    static final class World {
        private final Exchange exchange;
        private final Random random;
        private final Map<String, SortedMap<Cell, String>> source = new HashMap<>();
        private final List<SliceMessage> queue = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private int rules;

        private record Answer(String owner, Receipt receipt) {}

        World(Exchange exchange, Random random) {
            this.exchange = exchange;
            this.random = random;
            UNITS.forEach(unit -> source.put(unit, new TreeMap<>()));
        }

        void play(int steps) {
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> collect();
                    case 3, 4, 5 -> deliver();
                    case 6 -> answer();
                    case 7 -> decide();
                    case 8 -> exchange.timePasses();
                    default -> queue.addAll(exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 4));
                }
                checkCounts();
            }
            comeToRest();
        }

        private void collect() {
            rules += random.nextInt(10) == 0 ? 1 : 0;
            UNITS.forEach(unit -> source.computeIfPresent(unit, (u, old) -> random.nextInt(3) == 0 ? content() : old));
            collect(UNITS.stream().filter(unit -> random.nextInt(4) > 0).toList());
        }

        private Run collect(List<String> units) {
            String[] scope = units.toArray(String[]::new);
            Run run = exchange.open();
            Cursor next = new Cursor("values", "2026-01-01", "rules-" + rules);
            exchange.runs.planChunks(run.run(), List.of(scope(scope)), next);
            Slice[] slices = units.stream()
                    .map(unit -> new Slice(key(unit), source.get(unit)))
                    .toArray(Slice[]::new);
            List<VersionedSlice> changed = exchange.handOver(exchange.batch(run, 1, scope(scope), slices));
            // Each third time the messages are lost, with the process or with the queue.
            if (random.nextInt(3) > 0) {
                queue.addAll(SliceMessage.split(run.envelope(1), Exchange.DATA_SET, changed, 4));
            }
            if (random.nextInt(12) == 0) {
                return exchange.runs.fail(run.run(), "P301", "the source does not answer");
            }
            return exchange.runs.collected(run.run());
        }

        private SortedMap<Cell, String> content() {
            SortedMap<Cell, String> values = new TreeMap<>();
            for (String element : ELEMENTS) {
                if (random.nextInt(3) > 0) {
                    values.put(cell(element), String.valueOf(1 + random.nextInt(3)));
                }
            }
            return values;
        }

        private void deliver() {
            if (queue.isEmpty()) {
                return;
            }
            SliceMessage message = queue.get(random.nextInt(queue.size()));
            if (random.nextBoolean()) {
                queue.remove(message);
            }
            String owner = exchange.owner();
            for (Claim claim : exchange.deliveries.claim(exchange.flow, message.versions(), owner, Exchange.LEASE)) {
                Claim next = exchange.compare(owner, claim);
                if (next instanceof Claim.Difference difference) {
                    post(owner, difference);
                }
            }
        }

        private void post(String owner, Claim.Difference difference) {
            assertThat(waiting()).as("what is posted").doesNotContainKey(difference.key());
            switch (random.nextInt(5)) {
                case 0 -> {} // killed before the post
                case 1 -> exchange.target.post(difference); // killed after it
                case 2 -> answers.add(new Answer(owner, exchange.target.post(difference)));
                default -> exchange.settle(owner, exchange.target.post(difference));
            }
        }

        private void answer() {
            if (!answers.isEmpty()) {
                Answer answer = answers.remove(random.nextInt(answers.size()));
                exchange.settle(answer.owner(), answer.receipt());
            }
        }

        /** What waits, by slice, as the ledger shows it to people. */
        private Map<SliceKey, PlannedSlice> waiting() {
            Map<SliceKey, PlannedSlice> waiting = new HashMap<>();
            exchange.held.list(exchange.flow).forEach(run -> exchange.held
                    .slices(run.run(), 100, 0)
                    .forEach(slice -> waiting.put(slice.key(), slice)));
            return waiting;
        }

        private void decide() {
            List<Run> held = exchange.held.list(exchange.flow);
            if (held.isEmpty()) {
                return;
            }
            Run run = held.get(random.nextInt(held.size()));
            if (random.nextBoolean()) {
                assertThat(exchange.held.approve(run.run(), SOMEBODY)).isNotEmpty();
                return;
            }
            List<PlannedSlice> shown = exchange.held.slices(run.run(), 100, 0);
            assertThat(exchange.held.refuse(run.run(), SOMEBODY)).isNotEmpty();
            for (PlannedSlice slice : shown) {
                assertThat(exchange.known(slice.key().orgUnit()).desired().keySet())
                        .as("stands on as wanted")
                        .containsAll(slice.delete());
            }
        }

        /** Everything is collected, approved and delivered: the target is the source. */
        private void comeToRest() {
            exchange.timePasses();
            collectAll();
            exchange.held.list(exchange.flow).forEach(run -> exchange.held.approve(run.run(), SOMEBODY));
            exchange.deliver();
            checkCounts();
            UNITS.forEach(unit -> assertThat(exchange.target.of(key(unit))).isEqualTo(source.get(unit)));
            assertThat(exchange.held.list(exchange.flow)).isEmpty();
            assertThat(exchange.runs.list(exchange.flow, 1000))
                    .allMatch(run -> run.state().ended() && run.balanced() && run.inFlight() == 0);
        }

        private void collectAll() {
            Run run = collect(UNITS);
            while (run.state() == Run.State.FAILED) {
                run = collect(UNITS);
            }
        }

        private void checkCounts() {
            assertThat(exchange.jdbc.queryForList("""
                            select r.run, r.in_flight, r.retract_in_flight, s.desired, s.retracted from ledger.run r
                            left join (select run, sum(in_flight_desired) as desired, sum(in_flight_retracted) as retracted
                                       from ledger.slice group by run) s using (run)
                            where r.flow = ? and (r.in_flight <> coalesce(s.desired, 0)
                                                  or r.retract_in_flight <> coalesce(s.retracted, 0))""", exchange.flow)).isEmpty();
            assertThat(exchange.jdbc.queryForList(
                            "select s.run from ledger.slice s join ledger.run r using (run) where s.flow = ?"
                                    + " and s.withheld is not null and (r.hold_state is distinct from 'held')",
                            exchange.flow))
                    .as("waits without a decision to wait for")
                    .isEmpty();
        }
    }
}
