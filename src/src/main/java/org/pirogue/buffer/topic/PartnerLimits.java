package org.pirogue.buffer.topic;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a partner may have at most.
 *
 * @param connections at the same time
 * @param subscriptions of one share
 * @param waitingEvents in one subscription; with more it gives up what waits, and tells so by a gap event
 * @param waitingMb in one subscription, of bodies
 * @param keepDays what has waited longer is given up, too
 * @param prefetch events of one subscription that were handed out and not acknowledged
 */
public record PartnerLimits(
        @DefaultValue("5") int connections,
        @DefaultValue("3") int subscriptions,
        @DefaultValue("10000") long waitingEvents,
        @DefaultValue("16") long waitingMb,
        @DefaultValue("14") int keepDays,
        @DefaultValue("100") int prefetch) {
    public static final PartnerLimits USUAL = new PartnerLimits(5, 3, 10_000, 16, 14, 100);

    long waitingBytes() {
        return waitingMb * 1024 * 1024;
    }
}
