package org.pirogue.buffer.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscription at its limit, on a disk that takes its time: 50 ms for what another has done in one. */
class GapsTest {
    private static final TopicAddress TOPIC = new TopicAddress("eoc", "cases", 1);
    private static final SimpleString ADDRESS = SimpleString.of(TOPIC.toString());
    private static final String URL = "vm://4711";
    private static final PartnerLimits THREE_EVENTS = new PartnerLimits(1, 1, 3, 16, 14, 1);

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(URL);
    private final EventSender sender = new EventSender(connections);
    private final TrailWriter writer = new TrailWriter(new KeptTrail());
    private Queue queue;
    private Gaps gaps;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        var configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setJournalFileSize(1 << 20)
                .setJournalBufferTimeout_NIO((int) Duration.ofMillis(50).toNanos())
                .addAcceptorConfiguration("vm", URL);
        broker.setConfiguration(configuration).start();
        var server = broker.getActiveMQServer();
        server.addAddressInfo(new AddressInfo(ADDRESS, EnumSet.of(RoutingType.MULTICAST)));
        queue = server.createQueue(
                QueueConfiguration.of("who.events").setAddress(ADDRESS).setRoutingType(RoutingType.MULTICAST));
        gaps = new Gaps(server, sender, writer, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        sender.close();
        connections.close();
        broker.stop();
        writer.close();
    }

    @Test
    void roomIsThereWhenItWasMade() {
        for (int i = 0; i < 3; i++) {
            offer(i);
        }
        assertThat(waiting()).isEqualTo(3);

        offer(3);

        assertThat(waiting()).as("the gap event and the new one").isEqualTo(2);
        assertThat(gaps.dropped(queue)).isEqualTo(3);
    }

    /** What had to go for the one before it is not there for the next: that would be given up for nothing. */
    @Test
    void theNextEventFindsTheRoom() {
        for (int i = 0; i < 5; i++) {
            offer(i);
        }

        assertThat(gaps.dropped(queue)).isEqualTo(3);
        assertThat(waiting()).as("the gap event and the two after it").isEqualTo(3);
    }

    private long waiting() {
        queue.flushExecutor();
        return queue.getMessageCount();
    }

    private void offer(int event) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        gaps.makeRoom(queue, TOPIC, "who", THREE_EVENTS, body.length);
        sender.send(TOPIC.toString(), "e" + event, Events.CLOUD_EVENT, Map.of(), body);
    }
}
