package org.pirogue.pressure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many values one request carries: a little more after each that was fast enough, half after one that was too slow
 * (additive increase, multiplicative decrease). What even small requests take is the way to the server, not its work: it
 * does not count.
 */
final class BatchSize {
    private static final int REMEMBERED = 20;

    private final int least;
    private final Duration target;
    private final Deque<Duration> small = new ArrayDeque<>();
    private int most;
    private int size;

    BatchSize(int least, Duration target) {
        this.least = Math.max(1, least);
        this.target = target;
        this.size = Integer.MAX_VALUE;
    }

    /** @param ceiling what the flow would send at most */
    synchronized int within(int ceiling) {
        most = Math.max(most, ceiling);
        size = Math.min(size, most);
        return Math.min(Math.max(size, least), ceiling);
    }

    /** As {@link #within}, for whoever only looks. */
    synchronized int now(int ceiling) {
        return Math.min(Math.max(size, least), ceiling);
    }

    synchronized void heard(int records, Duration took) {
        if (records <= 2 * least) {
            small.addLast(took);
            if (small.size() > REMEMBERED) {
                small.removeFirst();
            }
        }
        Duration way = small.stream().min(Duration::compareTo).orElse(Duration.ZERO);
        if (took.minus(way).compareTo(target) > 0) {
            size = Math.max(least, Math.min(size, records) / 2);
        } else {
            size = Math.min(size > Integer.MAX_VALUE - least ? size : size + least, Math.max(most, least));
        }
    }
}
