package org.pirogue.it;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.pirogue.buffer.BrokerProcess;

/** An external Artemis that is killed and comes back, on the same port and the same journal. */
final class ChildBroker implements AutoCloseable {
    /** What was in the hands of a killed consumer comes back after a moment. */
    private static final long LAST_MILLIS = 5_000;

    private static final String PASSWORD = "only-for-this-test";

    private final Path folder;
    private final int port;
    private final List<String> more;
    private Process process;

    /** @param more words for the process */
    ChildBroker(Path folder, String... more) throws IOException {
        this.folder = folder;
        this.more = List.of(more);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start();
    }

    /** What Pirogue is told of it. */
    List<String> settings() throws IOException {
        Path password = Files.writeString(folder.resolve("broker-password"), PASSWORD);
        return List.of(
                "--pirogue.broker.url=tcp://127.0.0.1:" + port,
                "--pirogue.broker.user=" + BrokerProcess.USER,
                "--pirogue.broker.password-file=" + password);
    }

    /** Returns when it takes connections. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                folder.resolve("artemis").toString(),
                String.valueOf(port),
                PASSWORD,
                String.valueOf(ProcessHandle.current().pid())));
        command.addAll(more);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker-log").toFile()))
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        for (String line = out.readLine(); !"up".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("the broker did not start: " + Files.readString(folder.resolve("broker-log")));
            }
        }
    }

    /** Takes all out of a queue and gives it back twice, in another order. @return how many there were */
    int doubleAndShuffle(String queue, Random random) throws JMSException {
        try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
                JMSContext context =
                        factory.createContext(BrokerProcess.USER, PASSWORD, JMSContext.SESSION_TRANSACTED)) {
            List<Message> messages = new ArrayList<>();
            try (JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
                for (Message next = consumer.receive(LAST_MILLIS); next != null; next = consumer.receive(LAST_MILLIS)) {
                    messages.add(next);
                }
            }
            List<Object> bodies = new ArrayList<>();
            for (Message message : messages) {
                bodies.add(
                        message instanceof BytesMessage
                                ? message.getBody(byte[].class)
                                : message.getBody(String.class));
            }
            bodies.addAll(List.copyOf(bodies));
            Collections.shuffle(bodies, random);
            for (Object body : bodies) {
                Message message = body instanceof String text ? context.createTextMessage(text) : bytes(context, body);
                context.createProducer().send(context.createQueue(queue), message);
            }
            context.commit();
            return messages.size();
        }
    }

    private static Message bytes(JMSContext context, Object body) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes((byte[]) body);
        return message;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
