package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.pirogue.buffer.topic.Topics;

/** An Artemis that others run. Its dead letters, limits and disk are theirs to set. */
final class ExternalBroker implements Broker {

    private final ActiveMQJMSConnectionFactory connections;
    private final Queues queues;

    ExternalBroker(String url, String user, String password) {
        connections = new ActiveMQJMSConnectionFactory(url);
        BrokerConnections.careful(connections);
        connections.setUser(user);
        connections.setPassword(password);
        connections.setReconnectAttempts(-1);
        connections.setInitialConnectAttempts(1);
        queues = new RemoteQueues(connections);
    }

    @Override
    public ConnectionFactory connections() {
        return connections;
    }

    @Override
    public Queues queues() {
        return queues;
    }

    @Override
    public Topics topics() {
        return Topics.none();
    }

    @Override
    public BrokerState state() {
        try {
            connections.createConnection().close();
            return new BrokerState(true, -1, -1);
        } catch (JMSException e) {
            return new BrokerState(false, -1, -1);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
