package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.buffer.PartnerBroker.CASES;
import static org.pirogue.buffer.PartnerBroker.STOCK;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.core.client.impl.ClientSessionFactoryInternal;
import org.apache.activemq.artemis.core.protocol.core.CoreRemotingConnection;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.CreateQueueMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.buffer.PartnerBroker.Subscriber;
import org.pirogue.buffer.topic.PartnerLimits;
import org.pirogue.buffer.topic.TopicAddress;

/** Somebody who may sign in tries everything that is not theirs: {@code partners.csv} says what is answered. */
class PartnerAttackTest {
    private static final String FLOW = "hmis.flow";

    @TempDir
    static Path directory;

    private static PartnerBroker broker;

    @BeforeAll
    static void start() throws IOException {
        Path secret = Files.writeString(directory.resolve("client"), "pir_client\n");
        var client = new BrokerSettings.Client(secret.toString(), List.of("hmis.inbox"), List.of(FLOW));
        broker = new PartnerBroker(
                directory.resolve("artemis"),
                new PartnerLimits(50, 50, 100, 1, 14, 10),
                BrokerSettings.Tls.NONE,
                Map.of("client", client));
        broker.partners.let("member", "pir_member", "eoc", "nmcp");
        Subscriber.of(broker.amqp("fund", "pir_fund"), "fund", STOCK, "events").close();
        broker.send(STOCK, "s1");
        deadLetter();
    }

    /** A message that was given up, so that there is something to steal. */
    private static void deadLetter() {
        try (var context = broker.broker().connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            context.createProducer().send(context.createQueue("hmis.dead"), "poison");
            context.commit();
            try (var consumer = context.createConsumer(context.createQueue("hmis.dead"))) {
                for (int i = 0; i < 3; i++) {
                    consumer.receive(5000);
                    context.rollback();
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static List<NamedCsvRecord> rows() throws IOException {
        try (var rows =
                CsvReader.builder().ofNamedCsvRecord(Path.of("src/test/resources/org/pirogue/buffer/partners.csv"))) {
            return rows.stream().toList();
        }
    }

    @Test
    void everyAddressIsAnsweredAsTheTableSays() throws IOException {
        tryAll("amqp", "who", "client");
    }

    @Test
    @Tag("full")
    void theOthersToo() throws IOException {
        tryAll("amqp", "fund", "member");
    }

    @Test
    @Tag("full")
    void overCoreToo() throws IOException {
        tryAll("core", "who", "client", "fund", "member");
    }

    private static void tryAll(String protocol, String... people) throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (NamedCsvRecord row : rows()) {
            for (String who : people) {
                String said = attempt(protocol, who, row.getField("verb"), row.getField("address"));
                if (!said.equals(row.getField(who))) {
                    wrong.add(String.join(" ", protocol, who, row.getField("verb"), row.getField("address"), said));
                }
                if (said.equals("no")) {
                    silent.add(who + " " + row.getField("address"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(
                        silent.stream().filter(PartnerAttackTest::isUnseen).distinct())
                .as("refused, and nobody wrote it down")
                .isEmpty());
    }

    private static boolean isUnseen(String attempt) {
        String[] parts = attempt.split(" ");
        String bare = parts[1].replaceAll("::.*", "");
        return broker.trail.lines().stream()
                .noneMatch(line -> line.startsWith("refused " + parts[0] + " ") && line.contains(" " + bare));
    }

    private static String attempt(String protocol, String who, String verb, String address) {
        ConnectionFactory factory =
                protocol.equals("amqp") ? broker.amqp(who, "pir_" + who) : broker.core(who, "pir_" + who);
        try (JMSContext context = factory.createContext()) {
            context.setClientID(who);
            switch (verb) {
                case "consume" ->
                    context.createConsumer(context.createQueue(address)).close();
                case "listen" ->
                    context.createConsumer(context.createTopic(address)).close();
                case "subscribe" -> {
                    context.createDurableConsumer(context.createTopic(address), "sub")
                            .close();
                    context.unsubscribe("sub");
                }
                case "browse" -> {
                    try (var browser = context.createBrowser(context.createQueue(address))) {
                        browser.getEnumeration().hasMoreElements();
                    }
                }
                case "send" -> context.createProducer().send(context.createQueue(address), "x");
                case "publish" -> context.createProducer().send(context.createTopic(address), "x");
                default -> throw new IllegalArgumentException(verb);
            }
            return "ok";
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            return "no";
        }
    }

    /** A new kind of address needs its rows. */
    @Test
    void everyAddressOfTheBrokerHasItsRows() throws Exception {
        var said = new TreeSet<String>();
        for (NamedCsvRecord row : rows()) {
            said.add(kind(row.getField("address")));
        }
        var there = new TreeSet<String>();
        var configuration = BrokerRules.configuration(BrokerSettings.defaults(), directory);
        configuration.getAddressSettings().keySet().forEach(each -> there.add(kind(each)));
        configuration.getSecurityRoles().keySet().forEach(each -> there.add(kind(each)));
        there.add(kind(configuration.getManagementAddress().toString()));
        there.add(kind(configuration.getManagementNotificationAddress().toString()));
        broker.broker().addresses().forEach(each -> there.add(kind(each)));
        assertThat(there).isSubsetOf(said);
    }

    private static String kind(String address) {
        return address.replaceAll("(?<=[a-z$#-])[.:].*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqp", "core"})
    void nobodyGetsInWithoutACredential(String protocol) {
        for (String secret : new String[] {null, "", "wrong", "pir_fund"}) {
            ConnectionFactory factory =
                    protocol.equals("amqp") ? broker.amqp("who", secret) : broker.core("who", secret);
            assertThatThrownBy(() -> factory.createContext().start()).isInstanceOf(RuntimeException.class);
        }
        broker.trail.await("stays out STRANGER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqp", "core"})
    void anothersSubscriptionIsNeitherReadNorTakenAway(String protocol) {
        long waiting = broker.subscription(STOCK).waiting();
        ConnectionFactory factory =
                protocol.equals("amqp") ? broker.amqp("who", "pir_who") : broker.core("who", "pir_who");
        List<Throwable> caught = new ArrayList<>();
        attack(factory, "who", context -> context.createConsumer(context.createQueue(STOCK + "::fund.events")), caught);
        attack(factory, "who", context -> context.createConsumer(context.createQueue(CASES + "::fund.events")), caught);
        attack(factory, "who", context -> context.createConsumer(context.createQueue("fund.events")), caught);
        attack(factory, "fund", context -> context.createDurableConsumer(topic(context, STOCK), "events"), caught);
        attack(factory, "fund", context -> context.createDurableConsumer(topic(context, CASES), "events"), caught);
        attack(factory, "fund", context -> context.unsubscribe("events"), caught);
        attack(factory, "who", context -> context.createDurableConsumer(topic(context, STOCK), "events"), caught);
        attack(factory, "whom", context -> context.createDurableConsumer(topic(context, CASES), "events"), caught);
        attack(
                factory,
                "who",
                context -> context.createDurableConsumer(topic(context, CASES), "e", "a = 1", false),
                caught);
        attack(factory, "who", context -> context.createSharedConsumer(topic(context, CASES), "shared"), caught);
        assertThat(caught).hasSize(10);
        assertThat(broker.subscription(STOCK).waiting()).isEqualTo(waiting);
        Awaitility.await().untilAsserted(() -> assertThat(broker.trail.lines())
                .anyMatch(line -> line.startsWith("refused who client-id"))
                .anyMatch(line -> line.startsWith("refused who subscribe " + CASES)));
    }

    private static Topic topic(JMSContext context, TopicAddress address) {
        return context.createTopic(address.toString());
    }

    private interface Deed {
        void on(JMSContext context);
    }

    private static void attack(ConnectionFactory factory, String clientId, Deed deed, List<Throwable> caught) {
        try (JMSContext context = factory.createContext()) {
            context.setClientID(clientId);
            deed.on(context);
        } catch (RuntimeException e) {
            caught.add(e);
        }
    }

    @Test
    void whoTakesAnothersClientIdDoesNotKeepTheOtherOut() {
        assertThatThrownBy(() -> Subscriber.of(broker.amqp("who", "pir_who"), "fund", CASES, "x"))
                .isInstanceOf(RuntimeException.class);
        Subscriber.of(broker.amqp("fund", "pir_fund"), "fund", STOCK, "events").close();
    }

    /** What Core does without asking for a right, some of it before anybody has signed in. */
    @Test
    void coreTellsNothingAndMakesNothing() throws Exception {
        try (var locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + broker.port + "?callTimeout=2000");
                var factory = locator.createSessionFactory()) {
            var connection = (CoreRemotingConnection) ((ClientSessionFactoryInternal) factory).getConnection();
            connection
                    .getChannel(1, -1)
                    .send(new CreateQueueMessage(
                            SimpleString.of(FLOW), SimpleString.of("stolen"), null, true, false, false));
            Awaitility.await().until(connection::isDestroyed);
        }
        assertThat(broker.broker().queueNames()).doesNotContain("stolen");
        broker.trail.await("refused  ask CreateQueueMessage");

        refused(session -> session.queueQuery(SimpleString.of("fund.events")));
        refused(session -> session.addressQuery(SimpleString.of("#")));
        refused(session -> session.addressQuery(SimpleString.of(STOCK.toString())));
        refused(session -> session.createAddress(SimpleString.of("topic.eoc.mine"), RoutingType.MULTICAST, false));
        refused(session ->
                session.createQueue(QueueConfiguration.of("who.steal").setAddress(STOCK.toString())));
        refused(session ->
                session.createQueue(QueueConfiguration.of("who.steal").setAddress(FLOW)));
        refused(session ->
                session.createQueue(QueueConfiguration.of(FLOW + ".next").setAddress(CASES.toString())));
        refused(session -> session.deleteQueue("fund.events"));
        refused(session -> session.deleteQueue(FLOW));
        refused(session -> session.createConsumer("fund.events"));
        refused(session -> session.createConsumer("fund.events", null, true));
        refused(session -> ((XAResource) session).recover(XAResource.TMSTARTRSCAN));
    }

    private interface CoreDeed {
        void on(ClientSession session) throws Exception;
    }

    private static void refused(CoreDeed deed) throws Exception {
        try (var locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + broker.port + "?callTimeout=2000");
                var factory = locator.createSessionFactory();
                var session = factory.createSession("who", "pir_who", false, true, true, false, 1)) {
            assertThatThrownBy(() -> deed.on(session)).isInstanceOfAny(ActiveMQException.class, XAException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT\naccept-version:1.2\nhost:x\nlogin:who\npasscode:pir_who\n\n\0",
                "\u0010\u0020\0\u0004MQTT\u0004\u00c2\0\u003c\0\u0003who\0\u0003who\0\u0007pir_who",
                "\0\0\0\u0014\u0001ActiveMQ\0\0\0\u000c\u0001\0\0\0\0",
                "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n"
            })
    void noOtherProtocolIsSpoken(String greeting) throws IOException {
        try (var socket = new Socket("127.0.0.1", broker.port)) {
            socket.setSoTimeout(400);
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes(4);
            assertThat(new String(answer, StandardCharsets.ISO_8859_1))
                    .isNotEqualTo("CONN")
                    .doesNotStartWith("\u0020\u0002");
        } catch (SocketTimeoutException | SocketException e) {
            // Cut, or no answer at all.
        }
    }
}
