package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;

/** Counts of a broker elsewhere, asked through its management address. The user needs the right to manage. */
final class RemoteQueues implements Queues {

    private static final long ANSWER_LIMIT_MILLIS = 5_000;

    private final ConnectionFactory connections;

    RemoteQueues(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public long depth(String address) {
        return count(address);
    }

    @Override
    public long deadLetters(String address) {
        return count(BrokerRules.DEAD_LETTER_PREFIX + address);
    }

    private long count(String queue) {
        try (var context = connections.createContext()) {
            var reply = context.createTemporaryQueue();
            var request = context.createMessage();
            request.setJMSReplyTo(reply);
            JMSManagementHelper.putAttribute(request, ResourceNames.QUEUE + queue, "messageCount");
            context.createProducer().send(ActiveMQJMSClient.createQueue("activemq.management"), request);
            var answer = context.createConsumer(reply).receive(ANSWER_LIMIT_MILLIS);
            if (answer == null || !JMSManagementHelper.hasOperationSucceeded(answer)) {
                return 0;
            }
            return ((Number) JMSManagementHelper.getResult(answer, Number.class)).longValue();
        } catch (JMSException e) {
            throw new IllegalStateException("P121 the broker does not tell how long a queue is", e);
        } catch (Exception e) {
            throw new IllegalStateException("P121 the broker's answer cannot be read", e);
        }
    }
}
