package org.pirogue.buffer.topic;

import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.ChannelImpl;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionBindingQueryMessage;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionQueueQueryMessage;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CompositeAddress;
import org.pirogue.buffer.topic.PartnerTrail.Kind;
import org.pirogue.buffer.topic.PartnerTrail.Who;

/**
 * What the Core protocol does without asking for a right. Before anybody has signed in it makes queues, and talks with other
 * brokers; to all who have it tells names and counts of queues, shows transactions of others, and puts a message that a consumer
 * calls expired among the dead letters. So only what is listed passes. Who tries something else is cut, and it is written down.
 */
final class CoreFence implements Interceptor {
    private static final Set<Byte> AT_THE_DOOR = Set.of(
            PacketImpl.PING,
            PacketImpl.DISCONNECT,
            PacketImpl.PACKETS_CONFIRMED,
            PacketImpl.CREATESESSION,
            PacketImpl.CREATESESSION_V2,
            PacketImpl.CHECK_FOR_FAILOVER,
            PacketImpl.SUBSCRIBE_TOPOLOGY,
            PacketImpl.SUBSCRIBE_TOPOLOGY_V2);

    /** Of these each asks for a right by itself, or is about what the session has. */
    private static final Set<Byte> IN_A_SESSION = Set.of(
            PacketImpl.PACKETS_CONFIRMED,
            PacketImpl.CREATE_QUEUE,
            PacketImpl.CREATE_QUEUE_V2,
            PacketImpl.CREATE_SHARED_QUEUE,
            PacketImpl.CREATE_SHARED_QUEUE_V2,
            PacketImpl.CREATE_ADDRESS,
            PacketImpl.DELETE_QUEUE,
            PacketImpl.CREATE_PRODUCER,
            PacketImpl.REMOVE_PRODUCER,
            PacketImpl.SESS_CREATECONSUMER,
            PacketImpl.SESS_CONSUMER_CLOSE,
            PacketImpl.SESS_FLOWTOKEN,
            PacketImpl.SESS_FORCE_CONSUMER_DELIVERY,
            PacketImpl.SESS_ACKNOWLEDGE,
            PacketImpl.SESS_INDIVIDUAL_ACKNOWLEDGE,
            PacketImpl.SESS_COMMIT,
            PacketImpl.SESS_ROLLBACK,
            PacketImpl.SESS_START,
            PacketImpl.SESS_STOP,
            PacketImpl.SESS_CLOSE,
            PacketImpl.SESS_SEND,
            PacketImpl.SESS_SEND_LARGE,
            PacketImpl.SESS_SEND_CONTINUATION,
            PacketImpl.SESS_PRODUCER_REQUEST_CREDITS,
            PacketImpl.SESS_ADD_METADATA,
            PacketImpl.SESS_ADD_METADATA2,
            PacketImpl.SESS_UNIQUE_ADD_METADATA);

    private final PartnerDoor door;
    private final TopicRoles topics;

    CoreFence(PartnerDoor door, TopicRoles topics) {
        this.door = door;
        this.topics = topics;
    }

    @Override
    public boolean intercept(Packet packet, RemotingConnection connection) {
        if (connection.getTransportConnection() instanceof InVMConnection || passes(packet, connection)) {
            return true;
        }
        Who who = door.guest(connection).map(PartnerDoor.Guest::who).orElse(new Who("", Kind.STRANGER));
        door.refusals().tell(who, "ask", about(packet));
        connection.fail(new ActiveMQSecurityException("P724 that may not be asked"));
        return false;
    }

    private boolean passes(Packet packet, RemotingConnection connection) {
        if (packet.getChannelID() < ChannelImpl.CHANNEL_ID.USER.id) {
            return AT_THE_DOOR.contains(packet.getType());
        }
        String partner =
                door.guest(connection).map(guest -> guest.pass().partner()).orElse(null);
        if (packet instanceof SessionQueueQueryMessage query) {
            return partner == null || isTheirs(query.getQueueName().toString(), partner);
        }
        if (packet instanceof SessionBindingQueryMessage query) {
            return partner == null || isTheirs(query.getAddress().toString(), partner);
        }
        return IN_A_SESSION.contains(packet.getType());
    }

    private static String about(Packet packet) {
        if (packet instanceof SessionQueueQueryMessage query) {
            return query.getQueueName().toString();
        }
        return packet instanceof SessionBindingQueryMessage query
                ? query.getAddress().toString()
                : packet.getClass().getSimpleName();
    }

    private boolean isTheirs(String name, String partner) {
        if (CompositeAddress.isFullyQualified(name)) {
            SimpleString both = SimpleString.of(name);
            return topics.isOf(
                            partner, CompositeAddress.extractAddressName(both).toString())
                    && SubscriptionName.isQueueOf(
                            partner, CompositeAddress.extractQueueName(both).toString());
        }
        return SubscriptionName.isQueueOf(partner, name) || topics.isOf(partner, name);
    }
}
