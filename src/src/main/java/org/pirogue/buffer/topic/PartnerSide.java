package org.pirogue.buffer.topic;

import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.util.function.Function;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** What the embedded broker has for partners, put together in the order in which the broker needs it. */
public final class PartnerSide implements AutoCloseable {
    /** The broker's user that is Pirogue itself. */
    public static final String INTERNAL = "pirogue-internal";

    private final Function<String, PartnerLimits> limits;
    private final Clock clock;
    private final TrailWriter writer;
    private final PartnerDoor door;
    private final HandOuts handOuts;
    private @Nullable EventSender sender;

    /**
     * @param limits by name of the account
     * @param clock the machine's: the broker goes by that, too
     */
    public PartnerSide(Function<String, PartnerLimits> limits, Partners partners, PartnerTrail trail, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        writer = new TrailWriter(trail);
        door = new PartnerDoor(partners, limits, new Refusals(writer, clock));
        handOuts = new HandOuts(door, writer);
    }

    /** A broker whose fences stand before its port is open. @param users who else is let in, and partners by what is given */
    public EmbeddedActiveMQ broker(Configuration configuration, Function<PartnerAccess, ActiveMQSecurityManager> users)
            throws Exception {
        configuration.registerBrokerPlugin(new TopicRules(door));
        configuration.registerBrokerPlugin(handOuts);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ()
                .setConfiguration(configuration)
                .setSecurityManager(users.apply(new PartnerAccess(door)));
        broker.createActiveMQServer();
        ActiveMQServer server = broker.getActiveMQServer();
        server.getServiceRegistry().addIncomingInterceptor(new CoreFence(door, new TopicRoles(server)));
        return broker;
    }

    public Topics begin(ActiveMQServer server, ConnectionFactory connections) {
        EventSender own = new EventSender(connections);
        sender = own;
        EmbeddedTopics topics = new EmbeddedTopics(server, limits, own, new Gaps(server, own, writer, clock));
        writer.every(PartnerWatch.PAUSE, new PartnerWatch(server, door, handOuts, topics, clock));
        return topics;
    }

    /** Before the broker stops. */
    public void end() {
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
