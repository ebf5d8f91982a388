package org.pirogue.buffer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.MessageCreatedStrategy;
import org.jspecify.annotations.Nullable;

/** Lets a message wait at the broker: header {@code PirogueWaitMillis} says how long nobody gets it. */
final class LaterMessages implements MessageCreatedStrategy {
    /** The broker goes by the machine's clock. */
    private static final Clock BROKER = Clock.systemUTC();

    static final String WAIT = "PirogueWaitMillis";

    @Override
    public void onMessageCreated(Message message, Session session, Exchange exchange, @Nullable Throwable cause) {
        Long millis = exchange.getMessage().getHeader(WAIT, Long.class);
        if (millis == null || millis <= 0) {
            return;
        }
        try {
            message.setLongProperty("_AMQ_SCHED_DELIVERY", BROKER.millis() + millis);
        } catch (JMSException e) {
            throw new IllegalStateException("P421 a message cannot be made to wait", e);
        }
    }
}
