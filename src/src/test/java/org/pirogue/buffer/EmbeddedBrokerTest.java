package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {

    private static final String QUEUE = "hmis.some-flow";

    @TempDir
    Path directory;

    @Test
    void keepsAMessageOverARestart() {
        try (var broker = start(settings(0))) {
            send(broker.connections(), QUEUE, "kept");
            waits(() -> broker.queues().depth(QUEUE), 1);
        }
        try (var broker = start(settings(0))) {
            waits(() -> broker.queues().depth(QUEUE), 1);
            assertThat(receive(broker.connections(), QUEUE)).isEqualTo("kept");
            waits(() -> broker.queues().depth(QUEUE), 0);
        }
    }

    @Test
    void putsAMessageAsideAfterTheLastAttempt() {
        try (var broker = start(settings(0))) {
            send(broker.connections(), QUEUE, "poison");
            try (var context = broker.connections().createContext(JMSContext.SESSION_TRANSACTED);
                    var consumer = context.createConsumer(context.createQueue(QUEUE))) {
                for (int attempt = 1; attempt <= 3; attempt++) {
                    assertThat(consumer.receive(5000)).as("attempt " + attempt).isNotNull();
                    context.rollback();
                }
                assertThat(consumer.receive(300)).isNull();
            }
            waits(() -> broker.queues().deadLetters(QUEUE), 1);
            waits(() -> broker.queues().depth(QUEUE), 0);
            assertThat(receive(broker.connections(), Queues.deadLetterQueue(QUEUE)))
                    .isEqualTo("poison");
        }
    }

    @Test
    void countsAttemptsOverARestart() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            try (var broker = start(settings(0))) {
                if (attempt == 1) {
                    send(broker.connections(), QUEUE, "poison");
                }
                try (var context = broker.connections().createContext(JMSContext.SESSION_TRANSACTED);
                        var consumer = context.createConsumer(context.createQueue(QUEUE))) {
                    assertThat(consumer.receive(5000)).as("attempt " + attempt).isNotNull();
                    context.rollback();
                }
            }
        }
        try (var broker = start(settings(0))) {
            waits(() -> broker.queues().deadLetters(QUEUE), 1);
        }
    }

    @Test
    void failsASendAtTheDiskLimitInsteadOfWaiting() {
        var free = directory.toFile().getUsableSpace() / 1024 / 1024;
        var full = new BrokerSettings(
                null,
                "pirogue",
                null,
                2,
                0,
                "127.0.0.1",
                BrokerSettings.Tls.NONE,
                false,
                Map.of(),
                Map.of(),
                3,
                10,
                2,
                100,
                free * 2,
                100,
                64);
        try (var broker = start(full)) {
            assertThat(broker.state().alarm()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThatThrownBy(
                            () -> send(broker.connections(), QUEUE, "too much"))
                    .isInstanceOf(JMSRuntimeException.class));
            assertThat(broker.state().active()).as("it takes something").isFalse();
        }
    }

    @Test
    void letsNobodyInsideThisJvmInWithoutACredential() {
        try (var broker = start(settings(0))) {
            var transport = ((ActiveMQConnectionFactory) broker.connections()).getStaticConnectors()[0];
            try (var anonymous = new ActiveMQConnectionFactory(false, transport)) {
                assertThatThrownBy(anonymous::createConnection).isInstanceOf(JMSException.class);
                assertThatThrownBy(() -> anonymous.createConnection(BrokerUsers.INTERNAL, "guess"))
                        .isInstanceOf(JMSException.class);
            }
        }
    }

    @Test
    void speaksAmqpWithAKnownClientWithinItsRightsOnly() throws Exception {
        var port = freePort();
        try (var broker = start(settings(port))) {
            send(broker.connections(), QUEUE, "for the partner");
            send(broker.connections(), "eoc.other", "not for the partner");
            var client = amqp(port, "", "partner", "secret");

            assertThat(receive(client, QUEUE)).isEqualTo("for the partner");
            send(client, "hmis.inbox", "from the partner");
            assertThat(receive(broker.connections(), "hmis.inbox")).isEqualTo("from the partner");

            assertThatThrownBy(() -> receive(client, "eoc.other")).hasMessageContaining("eoc.other");
            assertThatThrownBy(() -> send(client, QUEUE, "no right")).hasMessageContaining(QUEUE);
            assertThatThrownBy(() -> receive(client, "#")).isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() -> receive(client, "activemq.management")).isInstanceOf(JMSRuntimeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?amqp.saslMechanisms=ANONYMOUS", "?amqp.saslLayer=false", "", "?amqp.saslMechanisms=PLAIN"})
    void refusesAnAmqpClientWithoutCredentials(String options) throws Exception {
        var port = freePort();
        try (var broker = start(settings(port))) {
            send(broker.connections(), QUEUE, "private");
            assertThatThrownBy(() -> receive(amqp(port, options, null, null), QUEUE))
                    .isInstanceOf(JMSRuntimeException.class);
            waits(() -> broker.queues().depth(QUEUE), 1);
        }
    }

    @Test
    void refusesAnAmqpClientWithWrongCredentials() throws Exception {
        var port = freePort();
        try (var broker = start(settings(port))) {
            assertThat(broker.state().active()).isTrue();
            assertThatThrownBy(() -> receive(amqp(port, "", "partner", "wrong"), QUEUE))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() -> receive(amqp(port, "", BrokerUsers.INTERNAL, ""), QUEUE))
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }

    private EmbeddedBroker start(BrokerSettings settings) {
        return EmbeddedBroker.start(settings, directory.resolve("artemis"));
    }

    private BrokerSettings settings(int amqpPort) {
        var secret = directory.resolve("partner-password");
        try {
            Files.writeString(secret, "secret\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var partner = new BrokerSettings.Client(secret.toString(), List.of("hmis.inbox"), List.of(QUEUE));
        return new BrokerSettings(
                null,
                "pirogue",
                null,
                2,
                amqpPort,
                "127.0.0.1",
                BrokerSettings.Tls.NONE,
                false,
                Map.of("partner", partner),
                Map.of(),
                3,
                10,
                2,
                100,
                16,
                200,
                64);
    }

    private static ConnectionFactory amqp(int port, String options, String user, String password) {
        var factory = new JmsConnectionFactory("amqp://127.0.0.1:" + port + options);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setConnectTimeout(3000);
        factory.setRequestTimeout(3000);
        return factory;
    }

    private static void send(ConnectionFactory connections, String queue, String text) {
        try (var context = connections.createContext()) {
            context.createProducer().send(context.createQueue(queue), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String receive(ConnectionFactory connections, String queue) {
        try (var context = connections.createContext();
                var consumer = context.createConsumer(context.createQueue(queue))) {
            var message = (BytesMessage) consumer.receive(5000);
            assertThat(message).as("a message in " + queue).isNotNull();
            return new String(message.getBody(byte[].class), StandardCharsets.UTF_8);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The broker counts a moment after it has taken a message, or given one. */
    private static void waits(Callable<Long> count, long messages) {
        Awaitility.await().until(count, Long.valueOf(messages)::equals);
    }
}
