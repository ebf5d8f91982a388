package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.util.Map;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;

/** What the embedded broker has for partners, put together in the order in which the broker needs it. */
final class PartnerSide implements AutoCloseable {
    private final BrokerSettings settings;
    private final Clock clock;
    private final TrailWriter writer;
    private final PartnerDoor door;
    private final HandOuts handOuts;
    private @Nullable EventSender sender;

    /** @param clock the machine's: the broker goes by that, too */
    PartnerSide(BrokerSettings settings, Partners partners, PartnerTrail trail, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        writer = new TrailWriter(trail);
        door = new PartnerDoor(partners, settings, new Refusals(writer, clock));
        handOuts = new HandOuts(door, writer);
    }

    /** A broker whose fences stand before its port is open. */
    EmbeddedActiveMQ broker(Configuration configuration, Map<String, String> passwords) throws Exception {
        configuration.registerBrokerPlugin(new TopicRules(door));
        configuration.registerBrokerPlugin(handOuts);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ()
                .setConfiguration(configuration)
                .setSecurityManager(new BrokerUsers(passwords, door));
        broker.createActiveMQServer();
        ActiveMQServer server = broker.getActiveMQServer();
        server.getServiceRegistry().addIncomingInterceptor(new CoreFence(door, new TopicRoles(server)));
        return broker;
    }

    Topics begin(ActiveMQServer server, ConnectionFactory connections) {
        EventSender own = new EventSender(connections);
        sender = own;
        EmbeddedTopics topics = new EmbeddedTopics(server, settings, own, new Gaps(own, writer, clock));
        writer.every(PartnerWatch.PAUSE, new PartnerWatch(server, door, handOuts, topics, clock));
        return topics;
    }

    /** Before the broker stops. */
    void end() {
        if (sender != null) {
            sender.close();
        }
    }

    /** After it has stopped: the last entries are written. */
    @Override
    public void close() {
        writer.run(handOuts::write);
        door.refusals().flush(true);
        writer.close();
    }
}
