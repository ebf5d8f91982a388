package org.pirogue.buffer.topic;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that speaks to the audit trail, so that none of the broker's ever waits for a database. */
final class TrailWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrailWriter.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final PartnerTrail trail;
    private final ScheduledThreadPoolExecutor thread;

    TrailWriter(PartnerTrail trail) {
        this.trail = trail;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "pirogue-partners");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What cannot be kept is logged; it tells of something that was refused, or is over. */
    void later(Consumer<PartnerTrail> deed) {
        run(() -> deed.accept(trail));
    }

    void run(Runnable work) {
        if (thread.getQueue().size() >= MOST_WAITING) {
            LOG.error("P726 the audit trail is slower than what is to be written: an entry about a partner is lost");
            return;
        }
        try {
            thread.execute(() -> safely(work));
        } catch (RejectedExecutionException e) {
            LOG.warn("P726 an entry about a partner came after the end");
        }
    }

    void every(Duration pause, Runnable work) {
        thread.scheduleWithFixedDelay(() -> safely(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Only from its own thread. */
    PartnerTrail trail() {
        return trail;
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // No message and no trace: a database quotes the row that it refuses, and says so every two seconds while
            // it is away.
            LOG.error(
                    "P726 the audit trail does not take what partners did: {}",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
