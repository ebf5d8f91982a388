package org.pirogue.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.pirogue.it.FaultProxy.Fate;
import org.pirogue.it.FaultProxy.Point;
import org.pirogue.it.hook.StandStill;

/** The instant of a delivery at which it is killed. */
enum Aim {
    /** The message is taken from the queue, nothing is done with it. */
    AFTER_RECEIVE(StandStill.AFTER_RECEIVE),
    /** The attempt is recorded and the request is on its way; the target has not got it. */
    BEFORE_POST(Point.REQUEST),
    /** The target has done it, and its answer is on its way. */
    AFTER_POST_BEFORE_SETTLE(Point.ANSWER),
    /** The receipt is written, the queue does not know. */
    AFTER_SETTLE_BEFORE_ACK(StandStill.AFTER_SETTLE_BEFORE_ACK),
    /** Half of the answer is there. */
    MID_VERDICT(Point.BYTE);

    private static final Duration SOON = Duration.ofSeconds(120);

    private final Object where;

    Aim(Object where) {
        this.where = where;
    }

    /** Whether the target may hold what the killed delivery has posted, without a receipt. */
    boolean leavesPosted() {
        return this == AFTER_POST_BEFORE_SETTLE || this == MID_VERDICT;
    }

    /** A delivery that stands still, at the instant. What becomes of the call that is held is said by completing it. */
    interface Held {
        void await();

        void release(Fate fate);
    }

    /** From now on the next delivery stands still there. */
    Held take(FaultProxy proxy, Path hooks) throws IOException {
        return where instanceof Point point ? inTheProxy(proxy, point) : inTheProcess(hooks, (String) where);
    }

    private static Held inTheProcess(Path hooks, String point) throws IOException {
        Path reached = hooks.resolve(StandStill.REACHED);
        Files.deleteIfExists(reached);
        Files.writeString(hooks.resolve(point), "");
        return new Held() {
            @Override
            public void await() {
                org.awaitility.Awaitility.await(point)
                        .atMost(SOON)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> Files.exists(reached));
            }

            @Override
            public void release(Fate fate) {
                // What stands still in the process dies with it.
            }
        };
    }

    private static Held inTheProxy(FaultProxy proxy, Point point) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Fate> released = new CompletableFuture<>();
        proxy.script((at, call) -> {
            if (at == point && call.isPost("/dataValueSets") && reached.complete(null)) {
                return released.join();
            }
            return Fate.GO;
        });
        return new Held() {
            @Override
            public void await() {
                org.awaitility.Awaitility.await(String.valueOf(point))
                        .atMost(SOON)
                        .until(reached::isDone);
            }

            @Override
            public void release(Fate fate) {
                released.complete(fate);
            }
        };
    }
}
