package org.pirogue.flow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.reject.FailedMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers why a message of a queue failed, so that a dead letter can be understood. */
public class DeliveryFailures extends EventNotifierSupport {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryFailures.class);
    /** Of a message that came by AMQP, the other id is made up anew with each delivery. */
    private static final String OWN_ID = "NATIVE_MESSAGE_ID";

    private static final Pattern QUEUE = Pattern.compile("^jms:(?://)?queue:([^?]+)");
    private static final Pattern CODED = Pattern.compile("^(P4\\d\\d) (.*)", Pattern.DOTALL);

    private final FailedMessages failed;

    public DeliveryFailures(FailedMessages failed) {
        this.failed = failed;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent || event instanceof ExchangeCompletedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((CamelEvent.ExchangeEvent) event).getExchange();
        String message = exchange.getIn()
                .getHeader(OWN_ID, exchange.getIn().getHeader("JMSMessageID", String.class), String.class);
        Integer attempts = exchange.getIn().getHeader("JMSXDeliveryCount", Integer.class);
        String queue = message == null || attempts == null ? null : queue(exchange);
        if (queue == null) {
            return;
        }
        try {
            if (event instanceof ExchangeFailedEvent) {
                Failure failure = failure(exchange.getException());
                failed.failed(queue, message, attempts, failure.code(), failure.text());
            } else if (attempts > 1) {
                failed.delivered(queue, message);
            }
        } catch (RuntimeException e) {
            // The message itself is safe with the broker; only its reason is not remembered.
            LOG.warn(
                    "why a message of {} failed could not be kept: {}",
                    queue,
                    e.getClass().getSimpleName());
        }
    }

    private static @Nullable String queue(Exchange exchange) {
        if (exchange.getFromEndpoint() == null) {
            return null;
        }
        Matcher uri = QUEUE.matcher(exchange.getFromEndpoint().getEndpointUri());
        return uri.find() ? uri.group(1) : null;
    }

    private static Failure failure(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher coded = CODED.matcher(String.valueOf(cause.getMessage()));
            if (!(cause instanceof FlowException) && coded.matches()) {
                return new Failure(coded.group(1), coded.group(2));
            }
        }
        return thrown == null ? new Failure("P399", "no reason was given") : Failure.of(thrown);
    }
}
