package org.pirogue.buffer.topic;

import java.util.List;
import java.util.Map;

/**
 * Addresses that partners consume, each by durable subscriptions of its own. What is sent where nobody has subscribed is gone:
 * who comes later begins with what is sent later.
 */
public interface Topics {
    /** Property of an event: number of the version of the dataset that it tells of. It stands in the audit trail. */
    String VERSION = "datasetversion";

    /** Property of an event: how many rows it has; absent where it has none. It stands in the audit trail. */
    String ROWS = "datasetrows";

    /** Whether this broker can have topics at all. Where it cannot, {@code open} and {@code send} throw P721. */
    boolean offered();

    /**
     * Makes the address, and lets the partner consume it, and nobody else. Idempotent; it holds over a restart.
     *
     * @param partner name of the account
     * @throws TopicProblem P721 where this broker has no topics, P722 where the broker refuses
     */
    void open(TopicAddress address, String partner);

    /**
     * When this returns the event is on disk for each subscription. A second one of the same id is dropped by the broker, as long
     * as it remembers: 20,000 ids an address. It does not wait for those who consume: a subscription that is at its limit
     * gives up what waits in it, and gets a gap event in its place.
     *
     * @param id of the event
     * @param contentType of the body
     * @param properties application properties, by their names at the receiver; {@link #VERSION} and {@link #ROWS} among them
     * @throws TopicProblem P721, P722; P723 where the event is larger than one may be, or nobody opened the address
     */
    void send(TopicAddress address, String id, String contentType, Map<String, String> properties, byte[] body);

    /** Nobody consumes it any more: whoever does is cut, subscriptions and what they held are gone. Idempotent. */
    void close(TopicAddress address);

    /** All that are open, by address. */
    List<TopicState> states();

    /** Of a broker that cannot have them. */
    static Topics none() {
        return new NoTopics();
    }
}
