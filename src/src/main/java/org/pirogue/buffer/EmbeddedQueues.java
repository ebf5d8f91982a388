package org.pirogue.buffer;

import java.util.List;
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

    @Override
    public List<String> withDeadLetters() {
        try {
            return server.bindingQuery(SimpleString.of(BrokerRules.DEAD_LETTERS)).getQueueNames().stream()
                    .map(SimpleString::toString)
                    .filter(name -> name.startsWith(BrokerRules.DEAD_LETTER_PREFIX) && count(name) > 0)
                    .map(name -> name.substring(BrokerRules.DEAD_LETTER_PREFIX.length()))
                    .sorted()
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("P121 the broker does not name its queues", e);
        }
    }

    private long count(String name) {
        var queue = server.locateQueue(SimpleString.of(name));
        return queue == null ? 0 : queue.getMessageCount();
    }
}
