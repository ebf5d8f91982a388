package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;

/** Random versions, renewals and failures, and a version that is large: a consumer who checks all of it has what the share gives. */
class TellingFatesTest {
    private final Tells tells = new Tells();

    /** Fixed seeds: whatever is published, renewed and lost, after each version that is complete the consumer has what the share gives. */
    @Test
    void theConsumerHasWhatTheShareGivesWhateverHappens() {
        whateverHappens(20261127);
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void theConsumerHasItByOtherDiceToo(long seed) {
        whateverHappens(seed);
    }

    private void whateverHappens(long seed) {
        Random random = new Random(seed);
        tells.lab.publish(some(random));
        Share share = tells.topic("id", "cases");
        Follower follower = tells.follower(share);
        for (int step = 0; step < 25; step++) {
            int fate = random.nextInt(10);
            AtomicInteger left = new AtomicInteger(1 + random.nextInt(4));
            tells.topics.before = event -> fail(fate == 0 && left.decrementAndGet() == 0);
            tells.topics.after = event -> fail(fate == 1 && left.decrementAndGet() == 0);
            switch (random.nextInt(4)) {
                case 0 ->
                    tells.lab.shares.renew(
                            share.id(),
                            random.nextBoolean() ? List.of("id", "cases") : List.of("id", "cases", "rate"),
                            null);
                case 1 -> tells.outlets.tellAgain(tells.lab.shares.get(share.id()));
                default -> {
                    tells.lab.publish(some(random));
                    tells.lab.shares.follow(tells.lab.name);
                }
            }
            tells.look(share);
        }
        tells.topics.makeRoom();
        tells.topics.after = event -> {};
        tells.look(share);
        follower.take(tells.bodies(share));
        Shares.Given given = tells.lab.shares.given(share.id());
        List<String> ids = new ArrayList<>();
        try (Table table = tells.lab.shares.table(given, Publishes.READER)) {
            table.parts().forEachRemaining(part -> part.rows().forEach(row -> {
                ids.add(row.value("id") + "|");
                assertThat(follower.rows
                                .get(row.value("id") + "|")
                                .path("cases")
                                .asText(""))
                        .isEqualTo(row.value("cases"));
            }));
        }
        assertThat(follower.version).isEqualTo(given.version().version());
        assertThat(follower.rows.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static void fail(boolean now) {
        if (now) {
            throw new TopicDoor.Closed("P722", "the disk is full");
        }
    }

    private static List<Row> some(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            if (random.nextInt(5) > 0) {
                rows.add(row("r" + i, "cases", String.valueOf(random.nextInt(3)), "rate", random.nextInt(2) + ".50"));
            }
        }
        return rows;
    }

    @Test
    @Tag("full")
    void aLargeVersionIsToldInFlatMemory() {
        tells.lab.publish(rows(300_000, "1"));
        Share share = tells.topic("id", "cases", "rate", "late");
        AtomicLong bytes = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        tells.topics.after = event -> {
            bytes.addAndGet(event.body().length);
            tells.topics.kept.get(share.id()).clear();
            if (tells.topics.sent.size() % 100 == 0) {
                System.gc();
                most.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory() - before, Math::max);
            }
        };
        long began = System.nanoTime();
        tells.look(share);
        System.out.printf(
                "300,000 rows told in %d ms, %d KiB, at most %d KiB more heap%n",
                (System.nanoTime() - began) / 1_000_000, bytes.get() / 1024, most.get() / 1024);
        assertThat(tells.topics.sent).hasSize(602);
        assertThat(most.get()).isLessThan(40L << 20);
    }
}
