package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.pirogue.buffer.topic.PartnerSide;
import org.pirogue.buffer.topic.PartnerTrail;
import org.pirogue.buffer.topic.Partners;
import org.pirogue.buffer.topic.Topics;
import org.pirogue.home.Problem;
import org.pirogue.home.Secrets;
import org.pirogue.home.StartupFailure;
import org.pirogue.home.StartupProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Artemis inside this JVM, its journal on disk. */
public final class EmbeddedBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final AtomicInteger VM_IDS = new AtomicInteger();

    private final EmbeddedActiveMQ artemis;
    private final PartnerSide partners;
    private final Path journal;
    private final long diskLimitBytes;
    private final ConnectionFactory connections;
    private final Queues queues;
    private final Topics topics;

    private EmbeddedBroker(
            EmbeddedActiveMQ artemis,
            PartnerSide partners,
            Path journal,
            long diskLimitBytes,
            ConnectionFactory connections) {
        this.artemis = artemis;
        this.partners = partners;
        this.journal = journal;
        this.diskLimitBytes = diskLimitBytes;
        this.connections = connections;
        this.queues = new EmbeddedQueues(artemis.getActiveMQServer());
        this.topics = partners.begin(artemis.getActiveMQServer(), connections);
    }

    /** One that lets no partner in. */
    public static EmbeddedBroker start(BrokerSettings settings, Path journal) {
        return start(settings, journal, Partners.nobody(), PartnerTrail.none());
    }

    /**
     * @param journal folder of this broker alone
     * @throws StartupFailure P104 for an unreadable password, P120 for settings that could lose messages, P122 when it
     *     does not start
     */
    public static EmbeddedBroker start(BrokerSettings settings, Path journal, Partners partners, PartnerTrail trail) {
        return start(settings, journal, new PartnerSide(settings::limits, partners, trail, Clock.systemUTC()));
    }

    static EmbeddedBroker start(BrokerSettings settings, Path journal, PartnerSide side) {
        var vmId = VM_IDS.getAndIncrement();
        // A new one at each start: nothing outside this JVM ever knows it.
        var password = Secrets.random();
        try {
            Files.createDirectories(journal);
            var configuration = BrokerRules.configuration(settings, journal);
            Listening.add(configuration, settings, vmId);
            var problems = new StartupProblems();
            BrokerRules.check(configuration, problems);
            problems.failIfAny();
            var known = passwords(settings, password);
            var artemis = side.broker(configuration, access -> new BrokerUsers(known, access));
            artemis.start();
            if (!artemis.getActiveMQServer().isActive()) {
                artemis.stop();
                throw new IOException("not active");
            }
            return new EmbeddedBroker(artemis, side, journal, configuration.getMinDiskFree(), signedIn(vmId, password));
        } catch (StartupFailure e) {
            side.close();
            throw e;
        } catch (Exception e) {
            side.close();
            throw new StartupFailure(Problem.of("P122", journal, String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public ConnectionFactory connections() {
        return connections;
    }

    @Override
    public Queues queues() {
        return queues;
    }

    @Override
    public Topics topics() {
        return topics;
    }

    /** Names of all addresses that there are now. */
    List<String> addresses() {
        return artemis.getActiveMQServer().getPostOffice().getAddresses().stream()
                .map(SimpleString::toString)
                .toList();
    }

    /** Names of all queues that there are now. */
    List<String> queueNames() {
        return List.of(artemis.getActiveMQServer().getActiveMQServerControl().getQueueNames());
    }

    @Override
    public BrokerState state() {
        // It looks at the disk now and then: for a moment it takes nothing where there is room already.
        var server = artemis.getActiveMQServer();
        var active = server.isActive() && !server.getPagingManager().isDiskFull();
        try {
            return new BrokerState(active, Files.getFileStore(journal).getUsableSpace(), diskLimitBytes);
        } catch (IOException e) {
            return new BrokerState(false, 0, diskLimitBytes);
        }
    }

    @Override
    public void close() {
        partners.end();
        try {
            artemis.stop();
        } catch (Exception e) {
            LOG.warn("the embedded broker did not stop cleanly", e);
        }
        partners.close();
    }

    private static Map<String, String> passwords(BrokerSettings settings, String internal) {
        var passwords = new HashMap<String, String>();
        settings.clients().forEach((name, client) -> passwords.put(name, Secrets.read(Path.of(client.passwordFile()))));
        passwords.put(BrokerUsers.INTERNAL, internal);
        return passwords;
    }

    private static ConnectionFactory signedIn(int vmId, String password) {
        var transport = new TransportConfiguration(InVMConnectorFactory.class.getName(), Map.of("serverId", vmId));
        var factory = new ActiveMQJMSConnectionFactory(false, transport);
        factory.setUser(BrokerUsers.INTERNAL);
        factory.setPassword(password);
        return BrokerConnections.careful(factory);
    }
}
