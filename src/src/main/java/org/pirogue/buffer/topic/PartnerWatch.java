package org.pirogue.buffer.topic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every two seconds whether who is inside still may be, and takes up what could not go on. */
final class PartnerWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerWatch.class);
    static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration AGES = Duration.ofMinutes(1);

    private final ActiveMQServer server;
    private final PartnerDoor door;
    private final HandOuts handOuts;
    private final EmbeddedTopics topics;
    private final Clock clock;
    private Instant lookedAtAges = Instant.EPOCH;

    PartnerWatch(ActiveMQServer server, PartnerDoor door, HandOuts handOuts, EmbeddedTopics topics, Clock clock) {
        this.server = server;
        this.door = door;
        this.handOuts = handOuts;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public void run() {
        door.guests().forEach(this::look);
        door.refusals().flush(false);
        handOuts.write();
        if (clock.instant().isAfter(lookedAtAges.plus(AGES))) {
            lookedAtAges = clock.instant();
            topics.forgetOld();
        }
    }

    private void look(PartnerDoor.Guest guest) {
        RemotingConnection connection = guest.connection();
        if (server.getRemotingService().getConnection(connection.getID()) == null) {
            door.left(connection);
            return;
        }
        Set<String> workspaces = door.workspaces(guest.pass());
        String clientId = connection.getClientID();
        if (clientId != null && !TopicRules.isOwn(guest, clientId)) {
            door.refusals().tell(guest.who(), "client-id", "client-id");
            end(connection, "P724 the client id (container id) is your account's name");
        } else if (workspaces.isEmpty() || consumesElsewhere(guest, workspaces)) {
            LOG.info(
                    "P728 a connection of {} ends: its token or its membership is no more",
                    guest.pass().partner());
            end(connection, "P728 the token, or the membership of a workspace, is no more");
        }
    }

    private boolean consumesElsewhere(PartnerDoor.Guest guest, Set<String> workspaces) {
        return handOuts.gates().stream()
                .filter(gate -> gate.guest().equals(guest))
                .anyMatch(gate -> !workspaces.contains(gate.topic().workspace()));
    }

    private void end(RemotingConnection connection, String why) {
        server.getRemotingService().removeConnection(connection.getID());
        connection.fail(new ActiveMQSecurityException(why));
    }
}
