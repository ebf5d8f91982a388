package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Row;
import org.pirogue.cli.test.KafkaBroker;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.Share;

/** Kafka as a second outlet, over a real broker in this JVM: the same events with the same guarantees. */
@Tag("full")
class KafkaOutletTest {
    @TempDir
    Path folder;

    private KafkaBroker broker;
    private DefaultCamelContext camel;
    private Tells tells;

    @BeforeEach
    void aClusterAndAConnectionToIt() throws Exception {
        broker = new KafkaBroker(folder, true);
        broker.topic("cases", Map.of());
        Connections connections = new Connections(
                Map.of("partners", WorkspaceSettings.Connection.kafka("lab", List.of(broker.address()), 3)),
                name -> null);
        camel = new DefaultCamelContext();
        connections.forKafka().forEach((name, cluster) -> camel.getRegistry().bind(name, cluster));
        camel.start();
        tells = new Tells();
        tells.through(new KafkaDoor(camel.createProducerTemplate(), connections));
    }

    @AfterEach
    void stop() {
        camel.stop();
        broker.close();
    }

    private Share told(List<Row> rows) {
        tells.lab.publish(rows);
        Share share = tells.share("id", "cases");
        tells.add(share, "kafka", "partners/cases");
        tells.look(share);
        assertThat(tells.state(share))
                .satisfies(
                        state -> assertThat(state.state()).as(state.problem()).isEqualTo("told"));
        return share;
    }

    @Test
    void theSameEventsInTheirOrderAlsoOverABrokerThatWasAway() throws Exception {
        Share share = told(rows(1200, "1"));
        tells.publish(rows(1300, "2"));
        broker.stop();
        tells.look(share);
        assertThat(tells.state(share).code()).isIn("P578", "P580");
        assertThat(tells.state(share).problem()).doesNotContain(broker.address());
        broker.start();
        tells.look(share);

        List<ConsumerRecord<String, String>> records = broker.records("cases");
        inOneOrder(share, records);
        assertThat(new String(
                        records.get(0).headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                .isEqualTo(Event.CONTENT_TYPE);
        Follower follower = tells.follower(share);
        records.forEach(each -> follower.take(each.value().getBytes(StandardCharsets.UTF_8)));
        assertThat(follower.rows).hasSize(1300);
        assertThat(follower.complete.path("since").asLong()).isEqualTo(1);
    }

    private static void inOneOrder(Share share, List<ConsumerRecord<String, String>> records) {
        assertThat(records).extracting(ConsumerRecord::key).containsOnly("share-" + share.id());
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
    }

    /** Behind the rows, before the next version, which is whole; and by nothing that the share does not give. */
    @Test
    void whomToEraseComesInItsPlaceAlsoOverABrokerThatWasAway() throws Exception {
        Share share = told(List.of(row("erna", "cases", "1", "rate", "9.75"), row("b", "cases", "2", "rate", "8.25")));
        tells.erased(share, 91, 1, "erna");
        assertThat(tells.lab.redact(1, "erna")).isEqualTo(1);
        broker.stop();
        tells.look(share);
        assertThat(tells.outlets.told(91)).extracting(Told::kind, Told::state).containsExactly(tuple("kafka", "due"));
        tells.publish(List.of(row("b", "cases", "3")));
        broker.start();
        tells.look(share);

        assertThat(tells.outlets.told(91)).extracting(Told::state).containsExactly("told");
        List<ConsumerRecord<String, String>> records = broker.records("cases");
        inOneOrder(share, records);
        Follower follower = tells.follower(share);
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<String, String> each : records) {
            ids.add(new ObjectMapper().readTree(each.value()).path("id").asText());
            follower.take(each.value().getBytes(StandardCharsets.UTF_8));
            assertThat(each.value()).doesNotContain("9.75", "8.25");
        }
        assertThat(ids).containsSubsequence(share.id() + "/1/2", share.id() + "/notice-91/0", share.id() + "/2/0");
        assertThat(follower.erased).singleElement().satisfies(erased -> {
            assertThat(erased.path("notice").asLong()).isEqualTo(91);
            assertThat(erased.path("versions").toString()).isEqualTo("[1]");
            assertThat(erased.path("known").toString()).isEqualTo("[\"erna\"]");
        });
        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows.keySet()).containsExactly("b|");
    }
}
