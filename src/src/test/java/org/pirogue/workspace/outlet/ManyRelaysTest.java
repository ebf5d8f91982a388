package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pirogue.workspace.dataset.Share;

/** Several replicas look into the same outbox at the same time: each outlet is told by one of them, once, in its order. */
class ManyRelaysTest {
    private static final int REPLICAS = 4;
    private static final int SHARES = 8;

    private final Tells tells = new Tells();
    private final ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);
    /** Each that tells holds two connections of a small pool. */
    private final ExecutorService tellers = Executors.newFixedThreadPool(3);

    private final List<Share> shares = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        tellers.shutdownNow();
    }

    private void dueOutlets() {
        tells.lab.publish(rows(603, "1"));
        for (int i = 0; i < SHARES; i++) {
            Share share = tells.share("id", "cases");
            tells.add(share, "topic", null);
            shares.add(share);
        }
        // What other tests have left in this database is not theirs to tell.
        tells.lab.jdbc.update(
                "update workspace.outgoing set next_at = ledger.now() + interval '1 day' where state = 'due' and outlet not in"
                        + " (select outlet from workspace.outlet where workspace.outlet.share = any (?))",
                (Object) shares.stream().map(Share::id).toArray(Long[]::new));
    }

    @Test
    void anOutletIsClaimedByOneOnly() throws Exception {
        dueOutlets();
        List<Outbox> replicas = Stream.of("a", "b", "c", "d")
                .map(name -> new Outbox(tells.lab.jdbc, name))
                .toList();
        for (int round = 0; round < 20; round++) {
            CyclicBarrier together = new CyclicBarrier(REPLICAS);
            List<Future<List<Long>>> claims = threads.invokeAll(replicas.stream()
                    .map(each -> (Callable<List<Long>>) () -> {
                        together.await();
                        return each.claim(SHARES);
                    })
                    .toList());
            List<Long> claimed = new ArrayList<>();
            for (Future<List<Long>> claim : claims) {
                claimed.addAll(claim.get());
            }
            assertThat(claimed).as("round %d", round).hasSize(SHARES).doesNotHaveDuplicates();
            assertThat(replicas.get(0).claim(SHARES)).as("while they are held").isEmpty();
            claimed.forEach(outlet -> replicas.forEach(each -> each.release(outlet)));
        }
    }

    @Test
    void eachEventIsSentOnceAndInItsOrderWhoeverTells() throws Exception {
        dueOutlets();
        List<Relay> relays = Stream.of("a", "b", "c", "d")
                .map(name -> tells.relay(new Outbox(tells.lab.jdbc, name), tellers))
                .toList();
        for (int version = 2; version <= 4; version++) {
            CyclicBarrier together = new CyclicBarrier(REPLICAS);
            threads.invokeAll(relays.stream()
                    .map(relay -> (Callable<Void>) () -> {
                        together.await();
                        relay.look();
                        return null;
                    })
                    .toList());
            tells.publish(rows(600 - version, "1"));
        }
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    relays.forEach(Relay::look);
                    return shares.stream().allMatch(share -> tells.state(share).pending() == 0);
                });
        assertThat(tells.topics.sent).as("an event that two have told").doesNotHaveDuplicates();
        for (Share share : shares) {
            Follower follower = tells.follower(share);
            follower.take(tells.bodies(share));
            assertThat(follower.version).isEqualTo(4);
            assertThat(follower.rows).hasSize(596);
        }
    }
}
