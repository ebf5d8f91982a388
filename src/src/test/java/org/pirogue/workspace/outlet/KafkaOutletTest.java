package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.test.KafkaBroker;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.Share;

/** Kafka as a second outlet, over a real broker in this JVM: the same events with the same guarantees. */
@Tag("full")
class KafkaOutletTest {
    @TempDir
    Path folder;

    @Test
    void theSameEventsInTheirOrderAlsoOverABrokerThatWasAway() throws Exception {
        KafkaBroker broker = new KafkaBroker(folder, true);
        try (broker;
                DefaultCamelContext camel = new DefaultCamelContext()) {
            broker.topic("cases", Map.of());
            Connections connections = new Connections(
                    Map.of("partners", WorkspaceSettings.Connection.kafka("lab", List.of(broker.address()), 3)),
                    name -> null);
            connections.forKafka().forEach((name, cluster) -> camel.getRegistry()
                    .bind(name, cluster));
            camel.start();
            Tells tells = new Tells();
            tells.through(new KafkaDoor(camel.createProducerTemplate(), connections));
            tells.lab.publish(rows(1200, "1"));
            Share share = tells.share("id", "cases");
            tells.add(share, "kafka", "partners/cases");
            tells.look(share);
            assertThat(tells.state(share))
                    .satisfies(state ->
                            assertThat(state.state()).as(state.problem()).isEqualTo("told"));

            tells.publish(rows(1300, "2"));
            broker.stop();
            tells.look(share);
            assertThat(tells.state(share).code()).isIn("P578", "P580");
            assertThat(tells.state(share).problem()).doesNotContain(broker.address());
            broker.start();
            tells.look(share);

            List<ConsumerRecord<String, String>> records = broker.records("cases");
            assertThat(records).extracting(ConsumerRecord::key).containsOnly("share-" + share.id());
            assertThat(records.stream().map(ConsumerRecord::partition).distinct())
                    .hasSize(1);
            assertThat(new String(
                            records.get(0).headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                    .isEqualTo(Event.CONTENT_TYPE);
            Follower follower = tells.follower(share);
            records.forEach(each -> follower.take(each.value().getBytes(StandardCharsets.UTF_8)));
            assertThat(follower.rows).hasSize(1300);
            assertThat(follower.complete.path("since").asLong()).isEqualTo(1);
        }
    }
}
