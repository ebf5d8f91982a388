package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.run.Run;

class OutboxTest {
    @Test
    void whatWasLostOnTheWayToTheQueueIsSentAgain() {
        Exchange exchange = new Exchange();
        Run run = exchange.collect(scope("A", "B"), slice("A", "CONF=5", "DEATH=1"), slice("B", "CONF=7"));
        assertThat(exchange.outbox.pending()).containsEntry(exchange.flow, 2L);
        assertThat(exchange.outbox.due(exchange.flow, Duration.ofMinutes(5), 10, 1000))
                .as("sent a moment ago")
                .isEmpty();
        List<SliceMessage> due = exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 1000);
        assertThat(due).singleElement().satisfies(message -> {
            assertThat(message.envelope()).isEqualTo(run.envelope(0));
            assertThat(message.versions()).containsEntry(key("A"), 1L).containsEntry(key("B"), 1L);
            assertThat(message.slices().get(0).values()).isEqualTo(values("CONF=5", "DEATH=1"));
        });
        assertThat(exchange.outbox.due(exchange.flow, Duration.ofMinutes(5), 10, 1000))
                .isEmpty();
    }

    @Test
    void whatADeliveryHoldsIsNotSent() {
        Exchange exchange = new Exchange();
        exchange.collect(scope("A"), slice("A", "CONF=5"));
        exchange.difference("one", "A", 1);
        assertThat(exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 1000)).isEmpty();
        exchange.timePasses();
        assertThat(exchange.outbox.due(exchange.flow, Duration.ZERO, 10, 1000)).hasSize(1);
    }

    @Test
    void messagesCarryWholeSlicesUpToASize() {
        Envelope envelope = new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC);
        List<VersionedSlice> slices = List.of(
                new VersionedSlice(key("A"), 1, values("A=1", "B=1", "C=1")),
                new VersionedSlice(key("B"), 1, values("A=1", "B=1")),
                new VersionedSlice(key("C"), 1, values()),
                new VersionedSlice(key("D"), 1, values("A=1")));
        assertThat(SliceMessage.split(envelope, "MAL", slices, 3))
                .extracting(message -> message.slices().size())
                .containsExactly(1, 2, 1);
    }

    @Test
    void aMessageSurvivesItsJsonForm() {
        VersionedSlice slice = new VersionedSlice(key("A"), 3, values("CONF=5", "NOTE=a \"quoted\" \n line"));
        SliceMessage message =
                new SliceMessage(new Envelope("f", "w", 7, 2, Envelope.Mode.SYNC), "MAL", List.of(slice));
        String json = message.toJson();
        assertThat(SliceMessage.fromJson(json)).isEqualTo(message);
        for (int cut = 0; cut < json.length(); cut++) {
            String half = json.substring(0, cut);
            assertThatIllegalArgumentException().as(half).isThrownBy(() -> SliceMessage.fromJson(half));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SliceMessage.fromJson(json + "{}"));
    }

    @Test
    void aMessageOfALaterSenderMaySayMore() {
        String json =
                "{\"slices\":[{\"values\":{\"CONF\":{\"\":\"5\"}},\"more\":[{}],\"version\":3,\"attributeOptions\":\"\","
                        + "\"period\":\"202601\",\"orgUnit\":\"A\"}],\"dataSet\":\"MAL\",\"more\":{\"a\":1},\"contract\":1,"
                        + "\"envelope\":{\"mode\":\"SYNC\",\"chunk\":2,\"run\":7,\"workspace\":\"w\",\"flow\":\"f\",\"more\":null}}";
        SliceMessage message = SliceMessage.fromJson(json);
        assertThat(message.envelope()).isEqualTo(new Envelope("f", "w", 7, 2, Envelope.Mode.SYNC));
        assertThat(message.slices())
                .containsExactly(new VersionedSlice(new SliceKey("MAL", "A", "202601", ""), 3, values("CONF=5")));
    }

    @Test
    void refusesWhatIsNotAMessageOfThisContract() {
        for (String json : List.of(
                "",
                "[]",
                "[1]",
                "{\"slices\":[1]}",
                "{}",
                "{\"contract\":2}",
                "{\"contract\":1,\"dataSet\":\"D\"}",
                "{\"con")) {
            assertThatIllegalArgumentException().isThrownBy(() -> SliceMessage.fromJson(json));
        }
    }

    @Property(tries = 100, seed = "2026")
    void anyTextSurvivesPacking(@ForAll @Size(max = 5) List<@Size(max = 3) List<@StringLength(max = 8) String>> texts) {
        TreeMap<Cell, String> cells = new TreeMap<>();
        for (List<String> text : texts) {
            cells.put(
                    new Cell(text.isEmpty() ? "" : text.get(0), text.size() < 2 ? "" : text.get(1)),
                    String.join("", text));
        }
        assertThat(Packed.values(Packed.values(cells))).isEqualTo(cells);
    }
}
