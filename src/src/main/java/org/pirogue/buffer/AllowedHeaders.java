package org.pirogue.buffer;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The headers that cross a queue, either way. A list of what is allowed, for a list of what is not can be walked
 * around by spelling {@code CAmelHttpUri}.
 */
final class AllowedHeaders implements HeaderFilterStrategy {

    private static final Set<String> JMS = Set.of(
            "JMSCorrelationID",
            "JMSDeliveryMode",
            "JMSDestination",
            "JMSMessageID",
            "JMSPriority",
            "JMSRedelivered",
            "JMSTimestamp",
            "JMSType",
            "JMSXDeliveryCount",
            "JMSXGroupID",
            "JMSXUserID");

    /** Under this name the broker hands on the id that an AMQP client gave its message. It is read, never sent. */
    static final String OWN_ID = "NATIVE_MESSAGE_ID";

    private static final Pattern OURS = Pattern.compile("Pirogue[A-Za-z]{1,40}");

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return isForeign(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return isForeign(name) && !OWN_ID.equals(name);
    }

    private static boolean isForeign(String name) {
        return !JMS.contains(name) && !OURS.matcher(name).matches();
    }
}
