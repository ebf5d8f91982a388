package org.pirogue.it.hook;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Stands still for ever at a point of the delivery, once the file with the point's name is laid into the folder; the file
 * {@code reached} then says so. The broker's message is acknowledged only after Camel has said that its exchange is
 * completed, so that event lies between the receipt and the acknowledgement.
 */
public final class StandStill extends EventNotifierSupport {
    public static final String AFTER_RECEIVE = "after-receive";
    public static final String AFTER_SETTLE_BEFORE_ACK = "after-settle-before-ack";
    public static final String REACHED = "reached";
    public static final String AGAIN = "given-again";

    private final Path folder;

    StandStill(Path folder) {
        this.folder = folder;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeCreatedEvent created && isDelivery(created.getExchange())) {
            countIfAgain(created.getExchange());
            at(AFTER_RECEIVE);
        } else if (event instanceof ExchangeCompletedEvent completed && isDelivery(completed.getExchange())) {
            at(AFTER_SETTLE_BEFORE_ACK);
        }
    }

    private static boolean isDelivery(Exchange exchange) {
        return exchange.getFromEndpoint() != null
                && exchange.getFromEndpoint().getEndpointUri().startsWith("jms:");
    }

    /** The broker says of a message that it was given before: as many bytes as there were of those. */
    private void countIfAgain(Exchange exchange) {
        try {
            if (exchange.getIn() instanceof JmsMessage given
                    && given.getJmsMessage() != null
                    && given.getJmsMessage().getJMSRedelivered()) {
                Files.writeString(folder.resolve(AGAIN), ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException | JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void at(String point) {
        try {
            if (Files.deleteIfExists(folder.resolve(point))) {
                Files.writeString(folder.resolve(REACHED), point);
                while (true) {
                    LockSupport.park();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
