package org.pirogue.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunningPirogue;

/** Looks at the last runs of a flow all the time, over every kill, and keeps each look that did not balance. */
final class BalanceWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final String flow;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(look -> {
        Thread thread = new Thread(look);
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong looks = new AtomicLong();
    private final List<Run> unbalanced = new CopyOnWriteArrayList<>();
    private volatile @Nullable RunningPirogue pirogue;
    private volatile List<Run> last = List.of();

    BalanceWatch(String flow) {
        this.flow = flow;
        looking.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param running null while there is none */
    void follow(@Nullable RunningPirogue running) {
        pirogue = running;
    }

    private void look() {
        RunningPirogue now = pirogue;
        if (now == null) {
            return;
        }
        try {
            last = now.runs(flow, 5);
            last.stream().filter(run -> !isBalanced(run)).forEach(unbalanced::add);
            looks.addAndGet(last.size());
        } catch (Refusal e) {
            // It is being killed, or its database is: there is nothing to see.
        }
    }

    /** By its own word, and by our sum. */
    static boolean isBalanced(Run run) {
        long records = run.used() + run.ignored() + run.unmapped() + run.invalid() + run.duplicate() + run.suppressed();
        long values = run.written()
                + run.unchanged()
                + run.rejected()
                + run.inFlight()
                + run.conflict()
                + run.superseded()
                + run.deleted();
        return run.balanced() && run.read() == records && run.desired() + run.retracted() == values;
    }

    /** Whether something was on its way when we looked last. */
    boolean sawWork() {
        return last.stream().anyMatch(run -> !run.isOver());
    }

    long looks() {
        return looks.get();
    }

    List<Run> unbalanced() {
        return unbalanced;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
