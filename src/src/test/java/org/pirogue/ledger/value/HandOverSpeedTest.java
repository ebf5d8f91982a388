package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.run.Run;

/** 20,000 slices of 50 values, in one chunk: a country's month. */
@Tag("full")
class HandOverSpeedTest {
    private static final int SLICES = 20_000;
    private static final int VALUES = 50;
    private static final Scope SCOPE = new Scope(
            Exchange.PERIOD,
            new TreeSet<>(IntStream.range(0, SLICES).mapToObj(i -> "BDI_" + i).toList()));

    private final Exchange exchange = new Exchange();

    @Test
    void aCountrysMonthIsHandedOverInSeconds() {
        Duration first = handOver(0, 1);
        Duration delivered = deliver();
        Duration unchanged = handOver(0, 1);
        Duration onePercent = handOver(1, 100);
        Duration all = handOver(2, 1);
        System.out.printf(
                "hand-over of %,d x %d: first %s, claimed and settled %s, unchanged %s, 1 %% changed %s, all changed %s%n",
                SLICES, VALUES, first, delivered, unchanged, onePercent, all);
        assertThat(first).isLessThan(Duration.ofSeconds(60));
        assertThat(onePercent).isLessThan(first);
    }

    private Duration handOver(int generation, int every) {
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            int change = i % every == 0 ? generation : 0;
            SortedMap<Cell, String> values = new TreeMap<>();
            for (int v = 0; v < VALUES; v++) {
                values.put(new Cell("MAL_ELEMENT_" + v / 5, "AGE_" + v % 5), String.valueOf(i % 97 + v + change));
            }
            slices.add(new Slice(new SliceKey(Exchange.DATA_SET, "BDI_" + i, Exchange.PERIOD, ""), values));
        }
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(SCOPE), null);
        SliceBatch batch = exchange.batch(run, 1, SCOPE, slices.toArray(Slice[]::new));
        Instant start = Instant.now();
        exchange.handOver(batch);
        Duration taken = Duration.between(start, Instant.now());
        exchange.runs.collected(run.run());
        assertThat(exchange.run(run).desired().desired()).isEqualTo((long) SLICES * VALUES);
        return taken;
    }

    private Duration deliver() {
        Instant start = Instant.now();
        exchange.outbox.due(exchange.flow, Duration.ZERO, SLICES, 1_000).forEach(message -> {
            String owner = exchange.owner();
            List<Receipt> receipts =
                    exchange.deliveries.claim(exchange.flow, message.versions(), owner, Exchange.LEASE).stream()
                            .map(claim -> Receipt.accepted((Claim.Difference) exchange.compare(owner, claim)))
                            .toList();
            exchange.deliveries.settle(exchange.flow, owner, receipts, Duration.ZERO);
        });
        return Duration.between(start, Instant.now());
    }
}
