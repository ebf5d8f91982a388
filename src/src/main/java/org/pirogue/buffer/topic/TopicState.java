package org.pirogue.buffer.topic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is.
 *
 * @param partner who may consume it
 */
public record TopicState(TopicAddress address, String partner, List<Subscription> subscriptions) {

    /**
     * What waits for one subscriber.
     *
     * @param consumers how many receive from it now
     * @param waiting messages that were not acknowledged yet, with those that are being delivered
     * @param oldest when the oldest of them was sent; null where none waits
     * @param mostWaiting with more messages it gives up what waits
     * @param mostBytes with more bytes, too
     * @param dropped messages that it gave up since the start: too many, too old, refused by the subscriber
     */
    public record Subscription(
            String name,
            int consumers,
            long waiting,
            long waitingBytes,
            @Nullable Instant oldest,
            long mostWaiting,
            long mostBytes,
            long dropped) {}
}
