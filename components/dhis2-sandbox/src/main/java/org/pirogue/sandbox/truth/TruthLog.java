package org.pirogue.sandbox.truth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every write that was applied, in order. Switch it off for big loads: it keeps all in memory. */
public final class TruthLog {
    /**
     * One write.
     *
     * @param user name of the user who wrote
     * @param kind {@code dataValue}, {@code trackedEntity}, {@code enrollment}, {@code event}, {@code complete}, or a
     *     metadata type
     * @param key identity; for a data value {@code dataElement/period/orgUnit/categoryOptionCombo/attributeOptionCombo},
     *     for a registration {@code dataSet/period/orgUnit//attributeOptionCombo}
     * @param before what stood there; null when nothing did
     * @param after what stands there now; null when nothing does
     * @param deleted whether the write was a deletion
     */
    public record Write(
            long sequence,
            Instant at,
            String user,
            String kind,
            String key,
            @Nullable String before,
            @Nullable String after,
            boolean deleted) {}

    private final List<Write> writes = new ArrayList<>();
    private volatile boolean on = true;
    private long sequence;

    public void on(boolean on) {
        this.on = on;
    }

    public boolean isOn() {
        return on;
    }

    public void add(
            Instant at,
            String user,
            String kind,
            String key,
            @Nullable String before,
            @Nullable String after,
            boolean deleted) {
        if (!on) {
            return;
        }
        synchronized (this) {
            writes.add(new Write(++sequence, at, user, kind, key, before, after, deleted));
        }
    }

    /** Writes after the one with this number; 0 for all. */
    public synchronized List<Write> since(long number) {
        return writes.stream().filter(write -> write.sequence() > number).toList();
    }

    public List<Write> all() {
        return since(0);
    }

    public synchronized int size() {
        return writes.size();
    }

    public synchronized void clear() {
        writes.clear();
    }
}
