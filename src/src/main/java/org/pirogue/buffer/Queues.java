package org.pirogue.buffer;

import java.util.List;

/** What waits in the queues. */
public interface Queues {

    /** Messages that wait, or are being delivered, at this address; 0 when there is no such queue yet. */
    long depth(String address);

    /** Messages of this address that were given up; 0 when there are none. */
    long deadLetters(String address);

    /** Addresses of which messages were given up and are still kept. */
    List<String> withDeadLetters();

    /** Name of the queue that holds the given-up messages of an address, as a {@code jms:queue:} name. */
    static String deadLetterQueue(String address) {
        return BrokerRules.DEAD_LETTERS + "::" + BrokerRules.DEAD_LETTER_PREFIX + address;
    }
}
