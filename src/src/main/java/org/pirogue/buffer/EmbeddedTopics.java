package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.jspecify.annotations.Nullable;

/** Topics of the broker in this JVM. Who may consume one is a security setting of the broker, kept in its own journal. */
final class EmbeddedTopics implements Topics {
    /** A partner has this role at its own addresses, and no other role at all. */
    static final String ROLE = "partner:";

    private final ActiveMQServer server;
    private final EventSender sender;

    EmbeddedTopics(ActiveMQServer server, ConnectionFactory connections) {
        this.server = server;
        this.sender = new EventSender(connections);
    }

    @Override
    public boolean offered() {
        return true;
    }

    @Override
    public void open(TopicAddress address, String partner) {
        try {
            server.addOrUpdateAddressInfo(
                    new AddressInfo(SimpleString.of(address.toString()), EnumSet.of(RoutingType.MULTICAST)));
            if (!partner(address.toString()).equals(Optional.of(partner))) {
                String own = BrokerUsers.INTERNAL;
                String both = own + "," + ROLE + partner;
                server.getActiveMQServerControl()
                        .addSecuritySettings(
                                address.toString(), own, both, both, both, own, own, own, own, own, own, own, own);
            }
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not make " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void send(TopicAddress address, String id, String type, Map<String, String> properties, byte[] body) {
        if (server.getAddressInfo(SimpleString.of(address.toString())) == null) {
            throw new TopicProblem("P723", "nobody opened " + address);
        }
        sender.send(address.toString(), id, type, properties, body);
    }

    @Override
    public void close(TopicAddress address) {
        try {
            // First nobody may come any more, then whoever is there goes.
            server.getActiveMQServerControl().removeSecuritySettings(address.toString());
            SimpleString name = SimpleString.of(address.toString());
            if (server.getAddressInfo(name) != null) {
                server.removeAddressInfo(name, null, true);
            }
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not take " + address + " away: " + e.getMessage(), e);
        }
    }

    @Override
    public List<TopicState> states() {
        return server.getPostOffice().getAddresses().stream()
                .flatMap(name -> TopicAddress.of(name.toString()).stream())
                .sorted(Comparator.comparing(TopicAddress::toString))
                .map(this::state)
                .toList();
    }

    private TopicState state(TopicAddress address) {
        return new TopicState(
                address,
                partner(address.toString()).orElse(""),
                queues(address).map(EmbeddedTopics::subscription).toList());
    }

    private Stream<Queue> queues(TopicAddress address) {
        try {
            return new ArrayList<>(server.getPostOffice().listQueuesForAddress(SimpleString.of(address.toString())))
                    .stream().sorted(Comparator.comparing(Queue::getName));
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not tell about " + address, e);
        }
    }

    private static TopicState.Subscription subscription(Queue queue) {
        return new TopicState.Subscription(
                queue.getName().toString(),
                queue.getConsumerCount(),
                queue.getMessageCount(),
                queue.getPersistentSize(),
                oldest(queue),
                queue.getRingSize(),
                -1,
                0);
    }

    private static @Nullable Instant oldest(Queue queue) {
        var first = queue.peekFirstMessage();
        return first == null ? null : Instant.ofEpochMilli(first.getMessage().getTimestamp());
    }

    /** Who may consume an address; empty where it has no settings of its own. */
    private Optional<String> partner(String address) {
        if (!server.getSecurityRepository().containsExactMatch(address)) {
            return Optional.empty();
        }
        Set<Role> roles = server.getSecurityRepository().getMatch(address);
        return roles.stream()
                .map(Role::getName)
                .filter(Objects::nonNull)
                .filter(name -> name.startsWith(ROLE))
                .map(name -> name.substring(ROLE.length()))
                .findFirst();
    }
}
