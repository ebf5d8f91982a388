package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.buffer.PartnerBroker.CASES;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.buffer.PartnerBroker.Subscriber;

/** A partner consumes its topic, by both protocols. */
class PartnerTopicsTest {
    private static final BrokerSettings.Partner LIMITS = new BrokerSettings.Partner(2, 2, 20, 1, 14, 4);

    @TempDir
    Path directory;

    private PartnerBroker broker;

    @BeforeEach
    void start() {
        broker = new PartnerBroker(directory.resolve("artemis"), LIMITS);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private ConnectionFactory connections(String protocol) {
        return protocol.equals("amqp") ? broker.amqp("who", "pir_who") : broker.core("who", "pir_who");
    }

    @Test
    void getsWhatItMissedInOrderOverARestart() {
        getsWhatItMissed("amqp");
    }

    @Test
    @Tag("full")
    void getsItOverCoreToo() {
        getsWhatItMissed("core");
    }

    /** And each is written down before it leaves. */
    private void getsWhatItMissed(String protocol) {
        Subscriber.of(connections(protocol), "who", CASES, "events").close();
        broker.send(CASES, "e1", "e2");
        broker.restart();
        broker.send(CASES, "e2", "e3", "e4", "e5", "e6", "e7");
        try (var subscriber = Subscriber.of(connections(protocol), "who", CASES, "events")) {
            List<String> bodies = IntStream.range(0, 7)
                    .mapToObj(i -> subscriber.next(5000))
                    .toList();
            assertThat(bodies)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 7)
                            .mapToObj(i -> "{\"id\":\"e" + i + "\"}")
                            .toList());
            assertThat(subscriber.next(200)).isNull();
        }
        broker.trail.await("has who e7 3");
        assertThat(broker.trail.lines()).contains("in who").containsSubsequence("out who e1 3", "has who e1 3");
        assertThat(broker.trail.lines().stream().filter(line -> line.startsWith("out"))).hasSize(7);
        assertThat(broker.trail.batches()).as("fewer commits than events").hasSizeLessThan(7);
    }

    @Test
    @Tag("full")
    void nothingIsHandedOutWhileTheTrailIsAway() {
        try (var subscriber = Subscriber.of(broker.amqp("who", "pir_who"), "who", CASES, "events")) {
            broker.trail.broken(true);
            broker.send(CASES, "e1");
            assertThat(subscriber.peek(1000)).isNull();
            broker.trail.broken(false);
            assertThat(subscriber.peek(5000)).contains("e1");
        }
    }

    @Test
    void whatIsOutAndNotAcknowledgedIsBounded() {
        try (var subscriber = Subscriber.of(broker.amqp("who", "pir_who"), "who", CASES, "events")) {
            IntStream.range(0, 10).forEach(i -> broker.send(CASES, "e" + i));
            for (int i = 0; i < 4; i++) {
                assertThat(subscriber.peek(5000)).isNotNull();
            }
            assertThat(subscriber.peek(500)).as("a fifth").isNull();
            subscriber.context().acknowledge();
            assertThat(subscriber.peek(5000)).contains("e4");
        }
    }

    @Test
    void aSubscriptionAtItsLimitGivesUpWhatWaitsAndGetsOneGapEvent() {
        Subscriber.of(broker.amqp("who", "pir_who"), "who", CASES, "events").close();
        IntStream.range(0, 45).forEach(i -> broker.send(CASES, "e" + i));
        assertThat(broker.subscription(CASES).waiting()).isLessThanOrEqualTo(20);
        assertThat(broker.subscription(CASES).dropped()).isPositive();
        try (var subscriber = Subscriber.of(broker.amqp("who", "pir_who"), "who", CASES, "events")) {
            String gap = subscriber.next(5000);
            assertThat(gap).contains(Events.GAP_TYPE).contains("\"share\":7").contains("\"reason\":\"too-many\"");
            String next = subscriber.next(5000);
            int dropped = Integer.parseInt(gap.replaceAll(".*\"dropped\":(\\d+).*", "$1"));
            assertThat(next).isEqualTo("{\"id\":\"e" + dropped + "\"}");
            String last = next;
            for (String more = next; more != null; more = subscriber.next(300)) {
                last = more;
            }
            assertThat(last).contains("e44");
        }
        assertThat(broker.trail.lines()).anyMatch(line -> line.startsWith("gave up who " + CASES));
    }

    @Test
    void aWithdrawnShareEndsWithinFiveSeconds() {
        try (var subscriber = Subscriber.of(broker.amqp("who", "pir_who"), "who", CASES, "events")) {
            broker.send(CASES, "e1", "e2");
            assertThat(subscriber.next(5000)).contains("e1");
            long begun = System.nanoTime();
            broker.topics().close(CASES);
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThatThrownBy(
                            () -> subscriber.consumer().receiveNoWait())
                    .isInstanceOf(RuntimeException.class));
            System.out.printf("a withdrawn share: cut after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
            assertThatThrownBy(() -> subscriber.context().createDurableConsumer(
                            subscriber.context().createTopic(CASES.toString()), "again"))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    @Tag("full")
    void aRevokedTokenEndsWithinFiveSeconds() {
        try (var subscriber = Subscriber.of(broker.amqp("who", "pir_who"), "who", CASES, "events")) {
            long begun = System.nanoTime();
            broker.partners.revoke("who");
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThatThrownBy(
                            () -> subscriber.consumer().receiveNoWait())
                    .isInstanceOf(RuntimeException.class));
            System.out.printf("a revoked token: cut after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        }
        assertThatThrownBy(() -> broker.amqp("who", "pir_who").createContext().start())
                .isInstanceOf(RuntimeException.class);
        broker.trail.await("stays out STRANGER");
    }

    @Test
    void connectionsAndSubscriptionsAreCounted() {
        try (var one = Subscriber.of(broker.amqp("who", "pir_who"), "who:a", CASES, "events");
                var two = Subscriber.of(broker.amqp("who", "pir_who"), "who:b", CASES, "events")) {
            assertThatThrownBy(() -> Subscriber.of(broker.amqp("who", "pir_who"), "who:c", CASES, "events"))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> one.context().createDurableConsumer(
                            one.context().createTopic(CASES.toString()), "third"))
                    .hasMessageContaining("you have 2 subscriptions");
            assertThat(two.peek(10)).isNull();
        }
        broker.trail.await("refused who connect connections");
        broker.trail.await("refused who subscribe " + CASES);
    }
}
