package org.pirogue.buffer;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** What every connection of ours has in common, to whichever broker. */
final class BrokerConnections {

    private static final long CALL_LIMIT_MILLIS = 30_000;
    private static final int LARGE_MESSAGE_BYTES = 300 * 1024;

    private BrokerConnections() {}

    static ActiveMQConnectionFactory careful(ActiveMQConnectionFactory factory) {
        factory.setBlockOnDurableSend(true);
        factory.setBlockOnAcknowledge(true);
        factory.setCallTimeout(CALL_LIMIT_MILLIS);
        // Messages are whole batches: none is fetched ahead, so replicas share and a kill returns one, not a buffer.
        factory.setConsumerWindowSize(0);
        factory.setMinLargeMessageSize(LARGE_MESSAGE_BYTES);
        factory.setDeserializationDenyList("*");
        return factory;
    }
}
