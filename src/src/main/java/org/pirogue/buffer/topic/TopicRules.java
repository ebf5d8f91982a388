package org.pirogue.buffer.topic;

import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.protocol.SessionCallback;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerTrail.Kind;
import org.pirogue.buffer.topic.PartnerTrail.Who;

/** What the broker's own rights do not say: under which client id a partner comes, and what its subscriptions are like. */
final class TopicRules implements ActiveMQServerPlugin {
    private static final String CLIENT_ID = "jms-client-id";

    private final PartnerDoor door;
    private @Nullable ActiveMQServer server;

    TopicRules(PartnerDoor door) {
        this.door = door;
    }

    @Override
    public void registered(ActiveMQServer registered) {
        server = registered;
    }

    @Override
    public void afterDestroyConnection(RemotingConnection connection) {
        door.left(connection);
    }

    @Override
    public void beforeCreateSession(
            String name,
            String user,
            int minLargeMessageSize,
            RemotingConnection connection,
            boolean autoCommitSends,
            boolean autoCommitAcks,
            boolean preAcknowledge,
            boolean xa,
            String defaultAddress,
            SessionCallback callback,
            boolean autoCreateQueues,
            OperationContext context,
            Map<SimpleString, RoutingType> prefixes)
            throws ActiveMQException {
        if (connection != null) {
            ownClientId(connection, connection.getClientID());
        }
    }

    @Override
    public void beforeSessionMetadataAdded(ServerSession session, String key, String data) throws ActiveMQException {
        if (key.equals(CLIENT_ID)) {
            ownClientId(session.getRemotingConnection(), data);
        }
    }

    private void ownClientId(RemotingConnection connection, @Nullable String given) throws ActiveMQException {
        Optional<PartnerDoor.Guest> guest = door.guest(connection);
        if (guest.isPresent() && given != null && !isOwn(guest.get(), given)) {
            door.refusals().tell(guest.get().who(), "client-id", "client-id");
            throw refused(
                    "P724 the client id (container id) is your account's name, alone or with ':' and a word behind");
        }
    }

    static boolean isOwn(PartnerDoor.Guest guest, String clientId) {
        return SubscriptionName.isClientOf(guest.pass().partner(), clientId);
    }

    /** A subscription is one like all others, whatever its maker would like it to be. */
    @Override
    public void beforeCreateQueue(QueueConfiguration queue) throws ActiveMQException {
        String user = String.valueOf(queue.getUser());
        Optional<TopicAddress> topic = TopicAddress.of(queue.getAddress().toString());
        if (topic.isEmpty() || user.equals(PartnerSide.INTERNAL)) {
            return;
        }
        if (!SubscriptionName.isQueueOf(user, queue.getName().toString())) {
            throw refused(
                    user,
                    topic.get(),
                    "P724 a subscription is made by a durable link (AMQP) or a durable subscriber"
                            + " (JMS), with your account's name as client id");
        }
        if (queue.getFilterString() != null && !queue.getFilterString().isEmpty()) {
            throw refused(
                    user, topic.get(), "P724 a subscription of a partner has no filter (selector): it would hide gaps");
        }
        if (!Boolean.TRUE.equals(queue.isDurable()) || queue.getRoutingType() != RoutingType.MULTICAST) {
            throw refused(user, topic.get(), "P724 a subscription is durable");
        }
        room(user, topic.get());
        plain(queue);
    }

    private void room(String partner, TopicAddress topic) throws ActiveMQException {
        int most = door.limits(partner).subscriptions();
        try {
            if (server != null
                    && server.getPostOffice()
                                    .listQueuesForAddress(SimpleString.of(topic.toString()))
                                    .size()
                            >= most) {
                throw refused(
                        partner,
                        topic,
                        "P724 you have " + most + " subscriptions of this topic already: take one away");
            }
        } catch (ActiveMQException e) {
            throw e;
        } catch (Exception e) {
            throw refused("P722 the broker does not tell its subscriptions");
        }
    }

    private static void plain(QueueConfiguration queue) {
        queue.setTemporary(false)
                .setTransient(false)
                .setInternal(false)
                .setExclusive(false)
                .setLastValue(false)
                .setNonDestructive(false)
                .setPurgeOnNoConsumers(false)
                .setEnabled(true)
                .setConsumersBeforeDispatch(0)
                .setDelayBeforeDispatch(-1L)
                .setAutoDelete(false)
                .setAutoCreated(false)
                .setGroupRebalance(false)
                .setRingSize(-1L);
    }

    private ActiveMQException refused(String partner, TopicAddress topic, String why) {
        door.refusals().tell(new Who(partner, Kind.PARTNER), "subscribe", topic.toString());
        return refused(why);
    }

    private static ActiveMQException refused(String why) {
        return new ActiveMQSecurityException(why);
    }
}
