package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.buffer.PartnerBroker.Subscriber;
import org.pirogue.buffer.topic.PartnerLimits;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.buffer.topic.TopicInside;
import org.pirogue.buffer.topic.Topics;

/** A partner consumes its topic, by both protocols. */
class PartnerTopicsTest {
    private static final PartnerLimits LIMITS = new PartnerLimits(2, 2, 20, 1, 14, 4);

    @TempDir
    static Path directory;

    private static PartnerBroker broker;
    private static int number;

    /** Each test has a partner and a share of its own. */
    private final String partner = "partner-" + ++number;

    private final TopicAddress topic = new TopicAddress("eoc", "cases", 100 + number);

    @BeforeAll
    static void start() {
        broker = new PartnerBroker(directory.resolve("artemis"), LIMITS);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open() {
        broker.partners.let(partner, "pir_" + partner, "eoc");
        broker.topics().open(topic, partner);
    }

    private ConnectionFactory connections(String protocol) {
        return protocol.equals("amqp")
                ? broker.amqp(partner, "pir_" + partner)
                : broker.core(partner, "pir_" + partner);
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

    @Test
    void howManyRowsAnEventHasIsWrittenDownWithIt() {
        Subscriber.of(connections("amqp"), partner, topic, "events").close();
        broker.topics()
                .send(
                        topic,
                        "with-rows",
                        "application/json",
                        Map.of(Topics.VERSION, "3", Topics.ROWS, "500"),
                        PartnerBroker.body("with-rows"));
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            assertThat(subscriber.next(5000)).contains("with-rows");
        }
        assertThat(broker.trail.lines()).contains("out " + partner + " with-rows 3 rows 500");
    }

    /** And each is written down before it leaves. */
    private void getsWhatItMissed(String protocol) {
        int commits = broker.trail.batches().size();
        Subscriber.of(connections(protocol), partner, topic, "events").close();
        broker.send(topic, "e1", "e2");
        broker.restart();
        broker.send(topic, "e2", "e3", "e4", "e5", "e6", "e7");
        try (var subscriber = Subscriber.of(connections(protocol), partner, topic, "events")) {
            List<String> bodies =
                    IntStream.range(0, 7).mapToObj(i -> subscriber.next(5000)).toList();
            assertThat(bodies)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 7)
                            .mapToObj(i -> "{\"id\":\"e" + i + "\"}")
                            .toList());
            assertThat(subscriber.next(200)).isNull();
        }
        broker.trail.await("has " + partner + " e7 3");
        assertThat(broker.trail.lines())
                .contains("in " + partner)
                .containsSubsequence("out " + partner + " e1 3", "has " + partner + " e1 3");
        assertThat(broker.trail.lines().stream().filter(line -> line.startsWith("out " + partner + " ")))
                .hasSize(7);
        assertThat(broker.trail.batches().size() - commits)
                .as("fewer commits than events")
                .isLessThan(7);
    }

    @Test
    @Tag("full")
    void nothingIsHandedOutWhileTheTrailIsAway() {
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            broker.trail.broken(true);
            broker.send(topic, "e1");
            assertThat(subscriber.peek(1000)).isNull();
            broker.trail.broken(false);
            assertThat(subscriber.peek(5000)).contains("e1");
        }
    }

    @Test
    void whatIsOutAndNotAcknowledgedIsBounded() {
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            IntStream.range(0, 10).forEach(i -> broker.send(topic, "e" + i));
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
        Subscriber.of(connections("amqp"), partner, topic, "events").close();
        IntStream.range(0, 45).forEach(i -> broker.send(topic, "e" + i));
        assertThat(broker.subscription(topic).waiting()).isLessThanOrEqualTo(20);
        assertThat(broker.subscription(topic).dropped()).isPositive();
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            String gap = subscriber.next(5000);
            assertThat(gap)
                    .contains(TopicInside.GAP_TYPE)
                    .contains("\"share\":" + topic.share())
                    .contains("\"reason\":\"too-many\"");
            String next = subscriber.next(5000);
            int dropped = Integer.parseInt(gap.replaceAll(".*\"dropped\":(\\d+).*", "$1"));
            assertThat(next).isEqualTo("{\"id\":\"e" + dropped + "\"}");
            String last = next;
            for (String more = next; more != null; more = subscriber.next(300)) {
                last = more;
            }
            assertThat(last).contains("e44");
        }
        assertThat(broker.trail.lines()).anyMatch(line -> line.startsWith("gave up " + partner + " " + topic));
    }

    @Test
    void aSubscriptionIsLimitedInBytesToo() {
        Subscriber.of(connections("amqp"), partner, topic, "events").close();
        for (int i = 0; i < 25; i++) {
            broker.sendLarge(topic, "e" + i, 100_000);
            assertThat(broker.subscription(topic).waitingBytes())
                    .as("after %d events", i + 1)
                    .isLessThanOrEqualTo(1 << 20);
        }
        assertThat(broker.subscription(topic).waiting()).isLessThan(20);
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            assertThat(subscriber.next(5000)).contains(TopicInside.GAP_TYPE).contains("\"reason\":\"too-many\"");
        }
    }

    /** 14 days are kept: who was away for a week has all of it; what is older goes, with a word, and nothing else. */
    @Test
    void whoWasAwayForAWeekGetsWhatItMissedAndOnlyWhatIsTooOldIsGivenUp() {
        Subscriber.of(connections("amqp"), partner, topic, "events").close();
        broker.send(topic, "e1", "e2");
        long between = System.currentTimeMillis();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() > between);
        broker.send(topic, "e3");
        try {
            broker.at(Instant.ofEpochMilli(between).plus(Duration.ofDays(7)));
            broker.lookAtAges();
            assertThat(broker.subscription(topic).waiting()).isEqualTo(3);

            broker.at(Instant.ofEpochMilli(between + 1).plus(Duration.ofDays(14)));
            Awaitility.await()
                    .alias("the broker looks by itself")
                    .until(() -> broker.subscription(topic).dropped() == 2);
            try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
                assertThat(subscriber.next(5000)).contains("e3");
                assertThat(subscriber.next(5000))
                        .contains(TopicInside.GAP_TYPE)
                        .contains("\"reason\":\"too-old\"")
                        .contains("\"dropped\":2");
                assertThat(subscriber.next(200)).isNull();
            }
        } finally {
            broker.at(null);
        }
        broker.trail.await("gave up " + partner + " " + topic + " 2");
    }

    @Test
    void aWithdrawnShareEndsWithinFiveSeconds() {
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            broker.send(topic, "e1", "e2");
            assertThat(subscriber.next(5000)).contains("e1");
            long begun = System.nanoTime();
            broker.topics().close(topic);
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThatThrownBy(
                            () -> subscriber.consumer().receiveNoWait())
                    .isInstanceOf(RuntimeException.class));
            System.out.printf("a withdrawn share: cut after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
            assertThatThrownBy(() -> subscriber
                            .context()
                            .createDurableConsumer(subscriber.context().createTopic(topic.toString()), "again"))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    @Tag("full")
    void aRevokedTokenEndsWithinFiveSeconds() {
        try (var subscriber = Subscriber.of(connections("amqp"), partner, topic, "events")) {
            long begun = System.nanoTime();
            broker.partners.revoke(partner);
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThatThrownBy(
                            () -> subscriber.consumer().receiveNoWait())
                    .isInstanceOf(RuntimeException.class));
            System.out.printf("a revoked token: cut after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        }
        assertThatThrownBy(() -> connections("amqp").createContext().start()).isInstanceOf(RuntimeException.class);
        broker.trail.await("stays out STRANGER");
    }

    @Test
    void connectionsAndSubscriptionsAreCounted() {
        try (var one = Subscriber.of(connections("amqp"), partner + ":a", topic, "events");
                var two = Subscriber.of(connections("amqp"), partner + ":b", topic, "events")) {
            assertThatThrownBy(() -> Subscriber.of(connections("amqp"), partner + ":c", topic, "events"))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() ->
                            one.context().createDurableConsumer(one.context().createTopic(topic.toString()), "third"))
                    .hasMessageContaining("you have 2 subscriptions");
            assertThat(two.peek(10)).isNull();
        }
        broker.trail.await("refused " + partner + " connect connections");
        broker.trail.await("refused " + partner + " subscribe " + topic);
    }
}
