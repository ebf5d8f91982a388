package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** Counts of a broker elsewhere, asked through its management address. The user needs the right to manage. */
final class RemoteQueues implements Queues {

    private final Management management;

    RemoteQueues(ConnectionFactory connections) {
        management = new Management(connections);
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
        Object names = management
                .attribute(ResourceNames.ADDRESS + BrokerRules.DEAD_LETTERS, "queueNames")
                .orElse(null);
        return names instanceof Object[] all
                ? Stream.of(all)
                        .map(String::valueOf)
                        .filter(name -> name.startsWith(BrokerRules.DEAD_LETTER_PREFIX) && count(name) > 0)
                        .map(name -> name.substring(BrokerRules.DEAD_LETTER_PREFIX.length()))
                        .sorted()
                        .toList()
                : List.of();
    }

    private long count(String queue) {
        return management
                .attribute(ResourceNames.QUEUE + queue, "messageCount")
                .map(count -> ((Number) count).longValue())
                .orElse(0L);
    }
}
