package org.pirogue.ledger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Slice;
import org.pirogue.ledger.value.Exchange;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ReplicasTest {
    private static final String[] UNITS =
            IntStream.range(0, 30).mapToObj(i -> "UNIT_" + i).toArray(String[]::new);
    private final Exchange exchange = new Exchange();

    @Test
    void collectingAndDeliveringAtTheSameTimeEndsAtTheNewestContent() throws Exception {
        AtomicBoolean collecting = new AtomicBoolean(true);
        ExecutorService replicas = Executors.newFixedThreadPool(3);
        List<Future<?>> deliveries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            deliveries.add(replicas.submit(() -> {
                while (collecting.get()) {
                    exchange.outbox
                            .due(exchange.flow, Duration.ZERO, 20, 8)
                            .forEach(message -> exchange.deliver(message));
                }
            }));
        }
        int generation = 0;
        for (; generation < 25; generation++) {
            exchange.collect(scope(UNITS), content(generation));
        }
        collecting.set(false);
        for (Future<?> delivery : deliveries) {
            delivery.get(60, TimeUnit.SECONDS);
        }
        replicas.shutdown();
        exchange.deliver();
        for (Slice wanted : content(generation - 1)) {
            assertThat(exchange.target.of(wanted.key())).isEqualTo(wanted.values());
        }
        assertThat(exchange.target.of(key("UNIT_0"))).isNotEmpty();
        assertThat(exchange.runs.list(exchange.flow, 100))
                .hasSize(25)
                .allMatch(run -> run.state() == Run.State.DONE && run.balanced());
    }

    @Test
    void aSecondCallThatWaitedForTheFirstFindsTheRunCollected() throws Exception {
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        exchange.handOver(exchange.batch(run, 1, scope("A"), slice("A", "CONF=1")));
        TransactionTemplate first = new TransactionTemplate(
                new DataSourceTransactionManager(java.util.Objects.requireNonNull(exchange.jdbc.getDataSource())));
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Run> second = first.execute(status -> {
            FlowLock.take(exchange.jdbc, exchange.flow);
            Future<Run> waiting = other.submit(() -> exchange.runs.collected(run.run()));
            Awaitility.await().until(this::waitsForALock);
            exchange.runs.collected(run.run());
            return waiting;
        });

        assertThat(second.get(30, TimeUnit.SECONDS).state()).isEqualTo(Run.State.DELIVERING);
        other.shutdown();
    }

    private boolean waitsForALock() {
        return Boolean.TRUE.equals(exchange.jdbc.queryForObject(
                "select exists (select from pg_locks where locktype = 'advisory' and not granted)", Boolean.class));
    }

    private static Slice[] content(int generation) {
        return IntStream.range(0, UNITS.length)
                .mapToObj(i -> i % 3 == generation % 3
                        ? slice(UNITS[i], "CONF=" + generation)
                        : slice(UNITS[i], "CONF=" + generation, "DEATH=1"))
                .toArray(Slice[]::new);
    }
}
