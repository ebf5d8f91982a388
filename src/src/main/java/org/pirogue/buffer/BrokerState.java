package org.pirogue.buffer;

/**
 * How the broker is.
 *
 * @param active it takes and gives messages
 * @param diskFreeBytes free disk of the journal; -1 when the broker is not ours
 * @param diskLimitBytes with less it takes no more; -1 when the broker is not ours
 */
public record BrokerState(boolean active, long diskFreeBytes, long diskLimitBytes) {

    static final int ALARM_FACTOR = 2;

    /** The disk is so full that someone should make room before the broker stops taking messages. */
    public boolean alarm() {
        return diskLimitBytes > 0 && diskFreeBytes < ALARM_FACTOR * diskLimitBytes;
    }
}
