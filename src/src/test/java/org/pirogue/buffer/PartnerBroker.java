package org.pirogue.buffer;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.KeptTrail;
import org.pirogue.buffer.topic.KnownPartners;
import org.pirogue.buffer.topic.PartnerLimits;
import org.pirogue.buffer.topic.PartnerSide;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.buffer.topic.TopicInside;
import org.pirogue.buffer.topic.TopicState;
import org.pirogue.buffer.topic.Topics;

/** A broker of a test with an open port, and ways to it. */
final class PartnerBroker implements AutoCloseable {
    static final TopicAddress CASES = new TopicAddress("eoc", "cases", 7);
    static final TopicAddress STOCK = new TopicAddress("nmcp", "stock", 8);

    final KnownPartners partners =
            new KnownPartners().let("who", "pir_who", "eoc").let("fund", "pir_fund", "nmcp");
    final KeptTrail trail = new KeptTrail();
    final int port = freePort();
    /** What the side of partners takes for now; null: the machine's time. */
    private volatile @Nullable Instant now;

    private final Path journal;
    private final BrokerSettings settings;
    private EmbeddedBroker broker;

    PartnerBroker(Path journal, PartnerLimits limits) {
        this(journal, limits, BrokerSettings.Tls.NONE, Map.of());
    }

    PartnerBroker(
            Path journal, PartnerLimits limits, BrokerSettings.Tls tls, Map<String, BrokerSettings.Client> clients) {
        this.journal = journal;
        this.settings = new BrokerSettings(
                null,
                "pirogue",
                null,
                2,
                port,
                "127.0.0.1",
                tls,
                false,
                clients,
                Map.of(BrokerSettings.OTHERS, limits),
                3,
                10,
                2,
                100,
                16,
                200,
                64);
        start();
        topics().open(CASES, "who");
        topics().open(STOCK, "fund");
    }

    private void start() {
        broker = EmbeddedBroker.start(settings, journal, new PartnerSide(settings::limits, partners, trail, clock()));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                Instant set = now;
                return set == null ? Instant.now() : set;
            }
        };
    }

    /** @param instant null: time goes on */
    void at(@Nullable Instant instant) {
        now = instant;
    }

    /** What the broker does once a minute. */
    void lookAtAges() {
        TopicInside.forgetOld(topics());
    }

    void restart() {
        broker.close();
        start();
    }

    EmbeddedBroker broker() {
        return broker;
    }

    Topics topics() {
        return broker.topics();
    }

    TopicState.Subscription subscription(TopicAddress address) {
        return topics().states().stream()
                .filter(state -> state.address().equals(address))
                .findFirst()
                .orElseThrow()
                .subscriptions()
                .get(0);
    }

    /** An event of so many bytes. */
    void sendLarge(TopicAddress address, String id, int bytes) {
        topics().send(address, id, TopicInside.CLOUD_EVENT, Map.of(), new byte[bytes]);
    }

    void send(TopicAddress address, String... ids) {
        for (String id : ids) {
            topics().send(
                            address,
                            id,
                            TopicInside.CLOUD_EVENT,
                            Map.of(Topics.VERSION, "3", "cloudEvents:type", "t"),
                            body(id));
        }
    }

    static byte[] body(String id) {
        return ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    ConnectionFactory amqp(String user, String secret) {
        // A look asks nothing of the broker: a drain under way while its link is cut is never answered.
        return amqp("amqp://127.0.0.1:" + port + "?jms.receiveNoWaitLocalOnly=true", user, secret);
    }

    static ConnectionFactory amqp(String url, String user, String secret) {
        var factory = new JmsConnectionFactory(url);
        factory.setUsername(user);
        factory.setPassword(secret);
        factory.setConnectTimeout(5000);
        factory.setRequestTimeout(5000);
        return factory;
    }

    ConnectionFactory core(String user, String secret) {
        var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port + "?callTimeout=5000");
        factory.setUser(user);
        factory.setPassword(secret);
        return factory;
    }

    /** A context with a client id, and a durable consumer of its own. */
    record Subscriber(JMSContext context, JMSConsumer consumer) implements AutoCloseable {
        static Subscriber of(ConnectionFactory factory, String clientId, TopicAddress address, String name) {
            JMSContext context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
            try {
                context.setClientID(clientId);
                return new Subscriber(
                        context, context.createDurableConsumer(context.createTopic(address.toString()), name));
            } catch (RuntimeException e) {
                context.close();
                throw e;
            }
        }

        /** Body of the next, and it is acknowledged; null where none comes. */
        String next(long millis) {
            String body = peek(millis);
            context.acknowledge();
            return body;
        }

        String peek(long millis) {
            try {
                var message = (BytesMessage) consumer.receive(millis);
                return message == null ? null : new String(message.getBody(byte[].class), StandardCharsets.UTF_8);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        broker.close();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
