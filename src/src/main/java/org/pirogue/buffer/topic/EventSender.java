package org.pirogue.buffer.topic;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.Map;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/** Sends events as durable messages, by one connection that it keeps. */
final class EventSender implements AutoCloseable {
    private final ConnectionFactory connections;
    private @Nullable JMSContext open;

    EventSender(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** @param address with the name of a queue behind two colons, where only that one is to get it */
    synchronized void send(String address, String id, String type, Map<String, String> properties, byte[] body) {
        try {
            JMSContext context = open == null ? connections.createContext() : open;
            open = context;
            context.createProducer()
                    .send(ActiveMQJMSClient.createTopic(address), message(context, id, type, properties, body));
        } catch (Exception e) {
            close();
            throw new TopicProblem("P722", "the broker does not take an event for " + address, e);
        }
    }

    private static BytesMessage message(
            JMSContext context, String id, String type, Map<String, String> properties, byte[] body)
            throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(body);
        // The names are the receiver's: JMS would refuse what CloudEvents has, cloudEvents:type.
        var core = ((ActiveMQMessage) message).getCoreMessage();
        properties.forEach(core::putStringProperty);
        core.putStringProperty(Events.ID, id);
        core.putStringProperty(Events.ONCE, id);
        core.putStringProperty(Events.CONTENT_TYPE, type);
        return message;
    }

    @Override
    public synchronized void close() {
        JMSContext context = open;
        open = null;
        if (context != null) {
            context.close();
        }
    }
}
