package org.pirogue.buffer.topic;

import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** What is different for topics from what holds for all other addresses. */
public final class TopicSettings {
    public static final String ALL = TopicAddress.PREFIX + "#";

    private TopicSettings() {}

    /**
     * An event that a partner refuses comes again, however often: in the dead letters it would be ours to clear away. What waits
     * is limited for each subscription ({@link Gaps}); the limit of pages stands behind that.
     */
    public static AddressSettings of(AddressSettings usual) {
        return usual.setMaxDeliveryAttempts(-1)
                // Only Pirogue has the right; with it the broker asks, and what is refused is written down.
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(false)
                .setDefaultAddressRoutingType(RoutingType.MULTICAST)
                .setDefaultQueueRoutingType(RoutingType.MULTICAST);
    }

    /** Nobody but Pirogue itself, until a topic is opened for a partner. */
    public static Set<Role> roles(Role everything) {
        return new HashSet<>(Set.of(everything));
    }
}
