package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.buffer.topic.Topics;

class TopicsTest {
    private static final TopicAddress ADDRESS = new TopicAddress("eoc", "weekly-cases", 7);

    @TempDir
    Path directory;

    @Test
    void keepsWhatASubscriberDidNotTakeYetOverARestartAndDropsASecondOneOfTheSameId() throws Exception {
        try (var broker = start()) {
            broker.topics().open(ADDRESS, "who");
            broker.topics().open(ADDRESS, "who");
            try (var context = broker.connections().createContext()) {
                context.setClientID("test");
                context.createDurableConsumer(context.createTopic(ADDRESS.toString()), "sub")
                        .close();
            }
            send(broker, "event-1");
        }
        try (var broker = start()) {
            send(broker, "event-1");
            send(broker, "event-2");
            // The broker counts a message a moment after it has acknowledged it.
            Awaitility.await()
                    .until(() -> broker.topics()
                                    .states()
                                    .get(0)
                                    .subscriptions()
                                    .get(0)
                                    .waiting()
                            > 1);
            var state = broker.topics().states().get(0);
            assertThat(state.partner()).isEqualTo("who");
            assertThat(state.subscriptions()).singleElement().satisfies(subscription -> {
                assertThat(subscription.name()).isEqualTo("test.sub");
                assertThat(subscription.waiting()).isEqualTo(2);
                assertThat(subscription.oldest()).isNotNull();
            });
            broker.topics().close(ADDRESS);
            broker.topics().close(ADDRESS);
            assertThat(broker.topics().states()).isEmpty();
            assertThatThrownBy(() -> send(broker, "event-3")).hasMessageContaining("P723");
        }
    }

    private static void send(Broker broker, String id) {
        broker.topics()
                .send(
                        ADDRESS,
                        id,
                        "application/cloudevents+json",
                        Map.of(Topics.VERSION, "3"),
                        "{}".getBytes(StandardCharsets.UTF_8));
    }

    private EmbeddedBroker start() {
        return EmbeddedBroker.start(BrokerSettings.defaults(), directory.resolve("artemis"));
    }
}
