package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.run.Run;

/** Runs, deliveries, kills, lost messages and late answers in any order end at the newest desired content. */
class InterleavingTest {
    private static final List<String> UNITS = List.of("A", "B");
    private static final List<String> ELEMENTS = List.of("CONF", "DEATH", "TEST");
    /** Refused wherever it is posted. */
    private static final String BAD = "3";

    private static final Decision SOMEBODY = new Decision("somebody", "a test");

    @Property(tries = 30, shrinking = ShrinkingMode.OFF, seed = "2026")
    void endsAtTheNewestContentAndBalancesAtEveryStep(@ForAll long seed) {
        new World(new Exchange(), new Random(seed)).play(40);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    @Tag("full")
    void moreOfThem(@ForAll long seed) {
        endsAtTheNewestContentAndBalancesAtEveryStep(seed);
    }

    @Test
    void seedsThatOnceWentWrong() {
        endsAtTheNewestContentAndBalancesAtEveryStep(-3811387894L);
    }

    static final class World {
        private final Exchange exchange;
        private final Random random;
        private final Map<String, SortedMap<Cell, String>> desired = new HashMap<>();
        private final Map<String, Map<Cell, String>> corrected = new HashMap<>();
        private final List<SliceMessage> queue = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();

        /** A delivery that was killed, or whose answer is on its way. */
        private record Answer(String owner, Receipt receipt) {}

        World(Exchange exchange, Random random) {
            this.exchange = exchange;
            this.random = random;
            exchange.target.refuses = (cell, value) -> value.equals(BAD);
            UNITS.forEach(unit -> exchange.target.of(key(unit)).put(cell("FOREIGN"), "typed by hand"));
            UNITS.forEach(unit -> desired.put(unit, new TreeMap<>()));
        }

        void play(int steps) {
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(10)) {
                    case 0, 1 -> collect();
                    case 2, 3, 4 -> deliver();
                    case 5 -> answer();
                    case 6 -> exchange.timePasses();
                    case 8 -> decide();
                    case 9 -> correct();
                    default -> queue.addAll(exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 4));
                }
                countsAreWhatTheSlicesSay();
            }
            comeToRest();
        }

        private void collect() {
            Run run = exchange.open();
            List<Slice> slices = new ArrayList<>();
            for (String unit : UNITS) {
                if (random.nextInt(3) > 0) {
                    SortedMap<Cell, String> before = desired.put(unit, content());
                    // A correction holds for as long as the source says the same.
                    corrected
                            .getOrDefault(unit, new HashMap<>())
                            .keySet()
                            .removeIf(cell -> !Objects.equals(
                                    before.get(cell), desired.get(unit).get(cell)));
                }
                slices.add(new Slice(key(unit), desired.get(unit)));
            }
            SliceBatch batch = exchange.batch(run, 1, scope("A", "B"), slices.toArray(Slice[]::new));
            exchange.runs.planChunks(run.run(), List.of(scope("A", "B")), null);
            List<VersionedSlice> changed = exchange.handOver(batch);
            boolean killed = random.nextInt(4) == 0;
            if (killed) {
                run = exchange.open();
                exchange.handOver(batch);
            } else {
                queue.addAll(SliceMessage.split(run.envelope(1), Exchange.DATA_SET, changed, 4));
            }
            exchange.runs.collected(run.run());
        }

        private void decide() {
            List<Reject> open = exchange.rejects.open(exchange.flow, 10);
            if (open.isEmpty()) {
                return;
            }
            List<Long> some = open.stream()
                    .map(Reject::id)
                    .filter(id -> random.nextBoolean())
                    .toList();
            if (random.nextBoolean()) {
                queue.addAll(exchange.decisions
                        .replay(exchange.flow, "hmis", some, SOMEBODY)
                        .messages());
            } else {
                exchange.decisions.dismiss(exchange.flow, some, SOMEBODY);
            }
        }

        /** Mostly to something that the target takes. */
        private void correct() {
            List<Reject> open = exchange.rejects.open(exchange.flow, 10).stream()
                    .filter(reject -> !"".equals(reject.value()))
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            Reject reject = open.get(random.nextInt(open.size()));
            String value = String.valueOf(1 + random.nextInt(4));
            Decisions.Taken taken = exchange.decisions.correct(reject, "hmis", Exchange.DATA_SET, value, SOMEBODY);
            if (taken.rejects().isEmpty()) {
                return;
            }
            queue.addAll(taken.messages());
            Cell cell = new Cell(String.valueOf(reject.dataElement()), "");
            corrected
                    .computeIfAbsent(String.valueOf(reject.orgUnit()), none -> new HashMap<>())
                    .put(cell, value);
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
            switch (random.nextInt(6)) {
                case 0 -> {} // killed before the post
                case 1 -> exchange.target.post(difference); // killed after it
                case 2 -> exchange.deliveries.withdraw(exchange.flow, owner, List.of(difference), Duration.ZERO);
                case 3 -> answers.add(new Answer(owner, exchange.target.post(difference)));
                case 4 -> exchange.settle(owner, someOf(exchange.target.post(difference)));
                default -> exchange.settle(owner, exchange.target.post(difference));
            }
        }

        private Receipt someOf(Receipt receipt) {
            Map<Cell, Outcome> some = new HashMap<>(receipt.outcomes());
            some.keySet().removeIf(cell -> random.nextBoolean());
            return new Receipt(receipt.difference(), some);
        }

        private void answer() {
            if (!answers.isEmpty()) {
                Answer answer = answers.remove(random.nextInt(answers.size()));
                exchange.settle(answer.owner(), answer.receipt());
            }
        }

        private void comeToRest() {
            exchange.timePasses();
            exchange.deliver();
            countsAreWhatTheSlicesSay();
            for (String unit : UNITS) {
                SortedMap<Cell, String> target = new TreeMap<>(exchange.target.of(key(unit)));
                assertThat(target.remove(cell("FOREIGN"))).as("never touched").isEqualTo("typed by hand");
                SortedMap<Cell, String> wanted = new TreeMap<>(desired.get(unit));
                wanted.putAll(corrected.getOrDefault(unit, Map.of()));
                for (KnownSlice known : exchange.slices.known(exchange.flow, Exchange.DATA_SET, scope(unit))) {
                    // A refusal may settle a slice of which an older value is still in doubt: it is sent again later.
                    assertThat(certain(known.acknowledged(), known))
                            .as("known at the target")
                            .isEqualTo(certain(target, known));
                }
                wanted.entrySet().removeIf(entry -> {
                    boolean refused = entry.getValue().equals(BAD);
                    if (refused) {
                        target.remove(entry.getKey());
                    }
                    return refused;
                });
                assertThat(target).isEqualTo(wanted);
            }
            assertThat(exchange.runs.list(exchange.flow, 1000))
                    .allMatch(run -> run.state().ended() && run.balanced() && run.inFlight() == 0);
        }

        private static SortedMap<Cell, String> certain(Map<Cell, String> values, KnownSlice known) {
            SortedMap<Cell, String> certain = new TreeMap<>(values);
            certain.keySet().removeAll(known.doubtful());
            return certain;
        }

        /** The balances themselves are constraints; this is what they rest on. */
        private void countsAreWhatTheSlicesSay() {
            assertThat(exchange.jdbc.queryForList("""
                            select r.run, r.in_flight, r.retract_in_flight, s.desired, s.retracted from ledger.run r
                            left join (select run, sum(in_flight_desired) as desired, sum(in_flight_retracted) as retracted
                                       from ledger.slice group by run) s using (run)
                            where r.flow = ? and (r.in_flight <> coalesce(s.desired, 0)
                                                  or r.retract_in_flight <> coalesce(s.retracted, 0))""", exchange.flow)).isEmpty();
        }
    }
}
