package org.pirogue.buffer;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.buffer.topic.Topics;

/** The embedded broker with its topics, and one who has subscribed durably to one of them. */
public final class LocalTopics implements AutoCloseable {
    private static final long NOTHING_MORE_MILLIS = 1_000;
    private final EmbeddedBroker broker;

    public LocalTopics(Path folder) {
        broker = EmbeddedBroker.start(BrokerSettings.defaults(), folder.resolve("artemis"));
    }

    public Topics topics() {
        return broker.topics();
    }

    /** @param most as many as are waited for */
    public List<byte[]> take(String address, int most) throws JMSException {
        List<byte[]> bodies = new ArrayList<>();
        try (JMSContext context = broker.connections().createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.setClientID("partner");
            JMSConsumer consumer = context.createDurableConsumer(context.createTopic(address), "all");
            context.start();
            while (bodies.size() < most) {
                Message message = consumer.receive(NOTHING_MORE_MILLIS);
                if (message == null) {
                    break;
                }
                bodies.add(
                        message instanceof BytesMessage bytes
                                ? bytes.getBody(byte[].class)
                                : ((TextMessage) message).getText().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bodies;
    }

    @Override
    public void close() throws Exception {
        broker.close();
    }
}
