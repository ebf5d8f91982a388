package org.pirogue.buffer;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/** Counts of the embedded broker, asked directly. */
final class EmbeddedQueues implements Queues {

    private final ActiveMQServer server;

    EmbeddedQueues(ActiveMQServer server) {
        this.server = server;
    }

    @Override
    public long depth(String address) {
        return count(address);
    }

    @Override
    public long deadLetters(String address) {
        return count(BrokerRules.DEAD_LETTER_PREFIX + address);
    }

    private long count(String name) {
        var queue = server.locateQueue(SimpleString.of(name));
        return queue == null ? 0 : queue.getMessageCount();
    }
}
