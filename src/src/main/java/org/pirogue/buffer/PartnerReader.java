package org.pirogue.buffer;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * What a partner's own program does: a durable subscription of its topic, over Artemis Core. Between two calls it is away, and
 * the broker keeps what comes.
 */
public final class PartnerReader {
    private static final String SUBSCRIPTION = "events";

    private final String url;
    private final String account;
    private final String token;
    private final String topic;

    /** @param port of this machine's broker, for partners */
    public PartnerReader(int port, String account, String token, String topic) {
        this.url = "tcp://127.0.0.1:" + port + "?callTimeout=5000";
        this.account = account;
        this.token = token;
        this.topic = topic;
    }

    /** The broker does not let the partner in, does not give it the topic, or is not there. */
    public static final class Barred extends RuntimeException {
        private static final long serialVersionUID = 1;

        Barred(Exception why) {
            super(why.getMessage(), why);
        }
    }

    /**
     * Events in their order, each acknowledged, up to the last one that is waited for.
     *
     * @param patience how long to wait for each
     * @return without the last one where it did not come
     * @throws Barred where the broker refuses the partner
     */
    public List<byte[]> take(Predicate<byte[]> last, Duration patience) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url)) {
            factory.setUser(account);
            factory.setPassword(token);
            try (JMSContext context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
                context.setClientID(account);
                try (JMSConsumer consumer = context.createDurableConsumer(context.createTopic(topic), SUBSCRIPTION)) {
                    return take(context, consumer, last, patience);
                }
            }
        } catch (JMSException | JMSRuntimeException e) {
            throw new Barred(e);
        }
    }

    private List<byte[]> take(JMSContext context, JMSConsumer consumer, Predicate<byte[]> last, Duration patience)
            throws JMSException {
        List<byte[]> events = new ArrayList<>();
        do {
            BytesMessage message = (BytesMessage) consumer.receive(patience.toMillis());
            if (message == null) {
                return events;
            }
            events.add(message.getBody(byte[].class));
            context.acknowledge();
        } while (!last.test(events.get(events.size() - 1)));
        return events;
    }
}
