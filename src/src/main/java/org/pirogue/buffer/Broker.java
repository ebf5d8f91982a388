package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import org.pirogue.buffer.topic.Topics;

/** The broker that carries our queues. */
public interface Broker extends AutoCloseable {

    /** Connections that are already signed in. */
    ConnectionFactory connections();

    Queues queues();

    /** What partners consume. */
    Topics topics();

    BrokerState state();

    @Override
    void close();
}
