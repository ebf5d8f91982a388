package org.pirogue.buffer;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.Map;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** Sends events as durable messages. */
final class EventSender {
    /** Under this name the content type becomes that of the AMQP message. */
    private static final String CONTENT_TYPE = "JMS_AMQP_ContentType";

    private final ConnectionFactory connections;

    EventSender(ConnectionFactory connections) {
        this.connections = connections;
    }

    void send(String address, String id, String type, Map<String, String> properties, byte[] body) {
        try (JMSContext context = connections.createContext()) {
            BytesMessage message = context.createBytesMessage();
            message.writeBytes(body);
            // The names are the receiver's: JMS would refuse what CloudEvents has, cloudEvents:type.
            var core = ((ActiveMQMessage) message).getCoreMessage();
            properties.forEach(core::putStringProperty);
            core.putStringProperty("_AMQ_DUPL_ID", id);
            core.putStringProperty(CONTENT_TYPE, type);
            context.createProducer().send(ActiveMQJMSClient.createTopic(address), message);
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not take an event for " + address, e);
        }
    }
}
