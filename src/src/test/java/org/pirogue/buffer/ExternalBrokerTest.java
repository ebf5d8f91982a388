package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.buffer.topic.PartnerLimits;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupProblems;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Against a broker that knows nothing of us but a user. */
class ExternalBrokerTest {

    private static final String URL = "vm://4711";

    @TempDir
    static Path directory;

    private static EmbeddedActiveMQ elsewhere;

    @BeforeAll
    static void start() throws Exception {
        var configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(true);
        configuration.setJMXManagementEnabled(false);
        configuration.addAcceptorConfiguration("vm", URL);
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(BrokerRules.DEAD_LETTERS))
                        .setAutoCreateDeadLetterResources(true)
                        .setDeadLetterQueuePrefix(SimpleString.of(BrokerRules.DEAD_LETTER_PREFIX))
                        .setMaxDeliveryAttempts(1));
        configuration.putSecurityRoles(
                "#",
                java.util.Set.of(
                        new Role("pirogue", true, true, true, true, true, true, true, true, true, true, true, true)));
        elsewhere = new EmbeddedActiveMQ()
                .setConfiguration(configuration)
                .setSecurityManager(new BrokerUsers(Map.of("pirogue", "secret"), null));
        elsewhere.start();
    }

    @AfterAll
    static void stop() throws Exception {
        elsewhere.stop();
    }

    @Test
    void countsWhatWaitsAndWhatWasGivenUp() {
        try (var broker = new ExternalBroker(URL, "pirogue", "secret")) {
            assertThat(broker.state().active()).isTrue();
            assertThat(broker.state().alarm()).isFalse();
            waits(() -> broker.queues().depth("hmis.flow"), 0);
            try (var context = broker.connections().createContext(jakarta.jms.JMSContext.SESSION_TRANSACTED)) {
                context.createProducer().send(context.createQueue("hmis.flow"), "a");
                context.createProducer().send(context.createQueue("hmis.flow"), "b");
                context.commit();
                waits(() -> broker.queues().depth("hmis.flow"), 2);
                assertThat(context.createConsumer(context.createQueue("hmis.flow"))
                                .receive(5000))
                        .isNotNull();
                context.rollback();
            }
            waits(() -> broker.queues().depth("hmis.flow"), 1);
            waits(() -> broker.queues().deadLetters("hmis.flow"), 1);
        }
    }

    @Test
    void showsPutsBackAndRemovesWhatWasGivenUp() {
        try (var broker = new ExternalBroker(URL, "pirogue", "secret")) {
            var letters = new DeadLetters(broker.connections(), broker.queues());
            giveUp(broker, "hmis.dead", "one", "two");

            assertThat(broker.queues().withDeadLetters()).contains("hmis.dead");
            var seen = letters.list(10, letter -> letter).stream()
                    .filter(letter -> letter.queue().equals("hmis.dead"))
                    .toList();
            assertThat(seen).extracting(DeadLetters.Letter::body).containsExactly("one", "two");
            assertThat(letters.find(seen.get(0).id())).contains(seen.get(0));
            assertThat(letters.find(-1)).isEmpty();

            assertThat(letters.replay(seen.get(0))).isTrue();
            waits(() -> broker.queues().depth("hmis.dead"), 1);
            assertThat(letters.replay(seen.get(0))).as("it is there no more").isFalse();
            assertThat(letters.discard(seen.get(1))).isTrue();
            waits(() -> broker.queues().deadLetters("hmis.dead"), 0);
        }
    }

    private static void giveUp(ExternalBroker broker, String queue, String... bodies) {
        try (var context = broker.connections().createContext(jakarta.jms.JMSContext.SESSION_TRANSACTED)) {
            for (String body : bodies) {
                context.createProducer().send(context.createQueue(queue), body);
            }
            context.commit();
            try (var consumer = context.createConsumer(context.createQueue(queue))) {
                for (int i = 0; i < bodies.length; i++) {
                    assertThat(consumer.receive(5000)).isNotNull();
                    context.rollback();
                }
            }
        }
    }

    @Test
    void isCheckedAtStart() throws IOException {
        var right = Files.writeString(directory.resolve("right"), "secret\n").toString();
        var wrong = Files.writeString(directory.resolve("wrong"), "guess\n").toString();

        assertThat(problems(URL, right)).isEmpty();
        assertThat(problems(URL, wrong)).containsExactly("P125");
        assertThat(problems("tcp://127.0.0.1:1", right)).containsExactly("P121");
        assertThat(problems(URL, "missing")).containsExactly("P104");
        assertThat(problems(URL, null)).containsExactly("P106");
        assertThat(problems(URL, right, 0)).containsExactly("P126");
        assertThat(problems(URL, right, 2, Map.of("who", PartnerLimits.USUAL))).containsExactly("P721");
    }

    /** Partners can be let into the embedded one only: said at the start, and by lint as far as the machine says it. */
    @Test
    void takesNoPartners() {
        var external = Map.of("PIROGUE_BROKER_URL", URL, "PIROGUE_BROKER_USER", "pirogue");
        assertThat(lint(external)).isEmpty();
        assertThat(lint(Map.of("PIROGUE_BROKER_PARTNERS_WHO_CONNECTIONS", "2"))).isEmpty();
        for (var partners : List.of("PIROGUE_BROKER_PARTNERS_WHO_CONNECTIONS=2", "PIROGUE_BROKER_TLS_KEYSTORE=k.p12")) {
            var both = new java.util.HashMap<>(external);
            both.put(partners.split("=")[0], partners.split("=")[1]);
            assertThat(lint(both)).extracting(Problem::code).containsExactly("P721");
        }
        assertThat(lint(Map.of("PIROGUE_BROKER_URL", URL, "PIROGUE_BROKER_AMQP_PORT", "none")))
                .isEmpty();
    }

    /** One half in a file of the machine, the other in its environment: the start would read both. */
    @Test
    void lintReadsTheFilesThatAStartReads() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("machine"));
        Files.writeString(
                folder.resolve("application.yaml"), "pirogue.broker:\n  partners:\n    who: {connections: 2}\n");
        var both = Map.of("PIROGUE_BROKER_URL", URL, "SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + folder + "/");
        assertThat(lint(both)).extracting(Problem::code).containsExactly("P721");
        assertThat(lint(Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + folder + "/")))
                .isEmpty();
        Files.writeString(folder.resolve("application.yaml"), "pirogue.broker: [no map\n");
        assertThat(lint(both)).isEmpty();
    }

    /** By this environment and no other. */
    private static List<Problem> lint(Map<String, String> environment) {
        var machine = new StandardEnvironment();
        machine.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        machine.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
        return BrokerLint.problems(machine);
    }

    private static List<String> problems(String url, String passwordFile) {
        return problems(url, passwordFile, 2);
    }

    private static List<String> problems(String url, String passwordFile, int messagesAtOnce) {
        return problems(url, passwordFile, messagesAtOnce, Map.of());
    }

    private static List<String> problems(
            String url, String passwordFile, int messagesAtOnce, Map<String, PartnerLimits> partners) {
        var problems = new StartupProblems();
        new BrokerCheck(new BrokerSettings(
                        url,
                        "pirogue",
                        passwordFile,
                        messagesAtOnce,
                        0,
                        "127.0.0.1",
                        BrokerSettings.Tls.NONE,
                        false,
                        Map.of(),
                        partners,
                        10,
                        5000,
                        2,
                        300_000,
                        1024,
                        500,
                        4096))
                .check(problems);
        return problems.all().stream().map(Problem::code).toList();
    }

    /** The broker counts a moment after it has taken a message, or given one. */
    private static void waits(Callable<Long> count, long messages) {
        Awaitility.await().until(count, Long.valueOf(messages)::equals);
    }
}
