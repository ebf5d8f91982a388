package org.pirogue.buffer;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were given up, each in the dead-letter queue of the queue that it came from. They are read by browsing,
 * and put back or removed by the broker itself, which keeps the message whole, whatever it is.
 */
public final class DeadLetters {
    private final ConnectionFactory connections;
    private final Queues queues;
    private final Management management;

    public DeadLetters(ConnectionFactory connections, Queues queues) {
        this.connections = connections;
        this.queues = queues;
        this.management = new Management(connections);
    }

    /**
     * One given-up message.
     *
     * @param id of the broker, as long as it is a dead letter
     * @param messageId that its sender gave it, and that it had when it failed
     * @param queue address that it was sent to
     * @param body as text; null where it is neither text nor bytes. It may hold anything: nobody is shown it unasked
     */
    public record Letter(
            long id,
            String messageId,
            String queue,
            Instant sentAt,
            @Nullable String body) {}

    /** @param look at each as it is read, so that bodies need not be held together */
    public <T> List<T> list(int limit, Function<Letter, T> look) {
        List<T> seen = new ArrayList<>();
        for (String queue : queues.withDeadLetters()) {
            browse(queue, any -> true, limit - seen.size(), look, seen);
        }
        return seen;
    }

    public Optional<Letter> find(long id) {
        List<Letter> found = new ArrayList<>();
        for (String queue : queues.withDeadLetters()) {
            browse(queue, message -> id(message) == id, 1, letter -> letter, found);
        }
        return found.stream().findFirst();
    }

    /** Puts it back to the end of its queue. @return false where it is gone */
    public boolean replay(Letter letter) {
        return done("retryMessage", letter);
    }

    /** Removes it for good. @return false where it is gone */
    public boolean discard(Letter letter) {
        return done("removeMessage", letter);
    }

    private boolean done(String operation, Letter letter) {
        String queue = ResourceNames.QUEUE + BrokerRules.DEAD_LETTER_PREFIX + letter.queue();
        return management
                .invoke(queue, operation, letter.id())
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    private <T> void browse(
            String queue, Predicate<Message> wanted, int limit, Function<Letter, T> look, List<T> seen) {
        try (JMSContext context = connections.createContext();
                var browser = context.createBrowser(context.createQueue(Queues.deadLetterQueue(queue)))) {
            Enumeration<?> messages = browser.getEnumeration();
            int taken = 0;
            while (taken < limit && messages.hasMoreElements()) {
                Message message = (Message) messages.nextElement();
                if (wanted.test(message)) {
                    seen.add(look.apply(letter(queue, message)));
                    taken++;
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException("P121 the broker does not show its dead letters", e);
        }
    }

    private static long id(Message message) {
        return ((ActiveMQMessage) message).getCoreMessage().getMessageID();
    }

    private static Letter letter(String queue, Message message) throws JMSException {
        // Of a message that came by AMQP, the other id is made up anew with each delivery.
        String own = message.getStringProperty(AllowedHeaders.OWN_ID);
        return new Letter(
                id(message),
                own == null ? String.valueOf(message.getJMSMessageID()) : own,
                queue,
                Instant.ofEpochMilli(message.getJMSTimestamp()),
                body(message));
    }

    private static @Nullable String body(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText();
        }
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            return new String(body, StandardCharsets.UTF_8);
        }
        return null;
    }
}
