package org.pirogue.batch;

/**
 * What became of the records that were read: {@code read = used + ignored + unmapped + invalid + duplicate +
 * suppressed}. A record is one data value of an aggregate source, or one event of a tracker source.
 */
public record Tally(long used, long ignored, long unmapped, long invalid, long duplicate, long suppressed) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    public long read() {
        return used + ignored + unmapped + invalid + duplicate + suppressed;
    }

    public Tally plus(Tally other) {
        return new Tally(
                used + other.used,
                ignored + other.ignored,
                unmapped + other.unmapped,
                invalid + other.invalid,
                duplicate + other.duplicate,
                suppressed + other.suppressed);
    }
}
