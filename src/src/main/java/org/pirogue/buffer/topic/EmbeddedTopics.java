package org.pirogue.buffer.topic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.jspecify.annotations.Nullable;

/** Topics of the broker in this JVM. */
final class EmbeddedTopics implements Topics {
    /** An event tells of a version, it is none; and the broker keeps larger messages another way. */
    static final int LARGEST_BYTES = 256 * 1024;

    private static final int LONGEST_ID = 200;

    private final ActiveMQServer server;
    private final Function<String, PartnerLimits> limits;
    private final TopicRoles roles;
    private final EventSender sender;
    private final Gaps gaps;

    EmbeddedTopics(ActiveMQServer server, Function<String, PartnerLimits> limits, EventSender sender, Gaps gaps) {
        this.server = server;
        this.limits = limits;
        this.roles = new TopicRoles(server);
        this.sender = sender;
        this.gaps = gaps;
    }

    @Override
    public boolean offered() {
        return true;
    }

    @Override
    public void open(TopicAddress address, String partner) {
        try {
            server.addOrUpdateAddressInfo(new AddressInfo(name(address), EnumSet.of(RoutingType.MULTICAST)));
            roles.give(address.toString(), partner);
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not make " + address + ": " + e.getMessage(), e);
        }
    }

    /** One at a time: the room that is made for one is not taken by another. */
    @Override
    public synchronized void send(
            TopicAddress address, String id, String contentType, Map<String, String> properties, byte[] body) {
        if (server.getAddressInfo(name(address)) == null) {
            throw new TopicProblem("P723", "nobody opened " + address);
        }
        if (body.length > LARGEST_BYTES || id.isBlank() || id.length() > LONGEST_ID) {
            throw new TopicProblem(
                    "P723",
                    "an event has " + LARGEST_BYTES + " bytes at most, and an id of 1 to " + LONGEST_ID
                            + " letters; for " + address);
        }
        String partner = partner(address);
        var most = limits.apply(partner);
        queues(address).forEach(queue -> gaps.makeRoom(queue, address, partner, most, body.length));
        sender.send(address.toString(), id, contentType, properties, body);
    }

    @Override
    public void close(TopicAddress address) {
        try {
            // First nobody may come any more, then whoever is there goes.
            roles.take(address.toString());
            if (server.getAddressInfo(name(address)) != null) {
                server.removeAddressInfo(name(address), null, true);
            }
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not take " + address + " away: " + e.getMessage(), e);
        }
    }

    @Override
    public List<TopicState> states() {
        return addresses().stream()
                .map(address -> new TopicState(
                        address,
                        partner(address),
                        queues(address).stream()
                                .map(queue -> subscription(queue, limits.apply(partner(address))))
                                .toList()))
                .toList();
    }

    /** Gives up what has waited for longer than its partner's events are kept. */
    synchronized void forgetOld() {
        for (TopicAddress address : addresses()) {
            String partner = partner(address);
            queues(address).forEach(queue -> gaps.forget(queue, address, partner, limits.apply(partner)));
        }
    }

    private List<TopicAddress> addresses() {
        return server.getPostOffice().getAddresses().stream()
                .flatMap(name -> TopicAddress.of(name.toString()).stream())
                .sorted(Comparator.comparing(TopicAddress::toString))
                .toList();
    }

    private List<Queue> queues(TopicAddress address) {
        try {
            List<Queue> queues = new ArrayList<>(server.getPostOffice().listQueuesForAddress(name(address)));
            queues.sort(Comparator.comparing(Queue::getName));
            return queues;
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not tell about " + address, e);
        }
    }

    private String partner(TopicAddress address) {
        return roles.partner(address.toString()).orElse("");
    }

    private TopicState.Subscription subscription(Queue queue, PartnerLimits limits) {
        // As where room is made: what was sent is counted a moment later.
        queue.flushExecutor();
        return new TopicState.Subscription(
                queue.getName().toString(),
                queue.getConsumerCount(),
                queue.getMessageCount(),
                queue.getPersistentSize(),
                oldest(queue),
                limits.waitingEvents(),
                limits.waitingBytes(),
                gaps.dropped(queue));
    }

    private static @Nullable Instant oldest(Queue queue) {
        var first = queue.peekFirstMessage();
        return first == null ? null : Instant.ofEpochMilli(first.getMessage().getTimestamp());
    }

    private static SimpleString name(TopicAddress address) {
        return SimpleString.of(address.toString());
    }
}
