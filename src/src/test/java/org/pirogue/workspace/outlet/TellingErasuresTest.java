package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Row;
import org.pirogue.workspace.dataset.Share;

/** What an outlet with rows is told of a person who was erased, and in which place. */
class TellingErasuresTest {
    private final Tells tells = new Tells();

    @Test
    void whoHasTheRowsIsToldWhomToEraseInItsPlaceAndWhateverComesAfterwards() {
        tells.lab.publish(List.of(row("erna", "cases", "1"), row("b", "cases", "2")));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.topics.fillUp();
        tells.erased(share, 81, 1, "erna");
        tells.erased(share, 82, 1, "b");
        assertThat(tells.lab.redact(1, "erna")).isEqualTo(1);
        tells.publish(List.of(row("b", "cases", "3")));
        tells.look(share);
        assertThat(tells.outlets.told(81)).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo("topic");
            assertThat(told.state()).isEqualTo("due");
        });
        tells.notices.remove(82L);
        tells.topics.makeRoom();
        tells.look(share);

        assertThat(tells.ids(share)).containsSubsequence("1/2", "notice-81/0", "2/0");
        Follower follower = tells.followed(share);
        assertThat(follower.erased).singleElement().satisfies(erased -> {
            assertThat(erased.path("notice").asLong()).isEqualTo(81);
            assertThat(erased.path("known").toString()).isEqualTo("[\"erna\"]");
        });
        assertThat(tells.outlets.told(81)).extracting(Told::state).containsExactly("told");
        assertThat(tells.outlets.told(82))
                .as("its receiver has said meanwhile that it is done")
                .extracting(Told::state)
                .containsExactly("dropped");
        assertThat(tells.state(share).told()).isEqualTo(2);
        assertThat(tells.deeds)
                .as("that rows went out is not said of a notice")
                .noneMatch(deed -> deed.resource().contains("/notices/")
                        && (deed.rows() != null || deed.resource().contains("complete")));
    }

    /** The same way as the rows went, in its place, and by what the share gives; what a real cluster does is {@link KafkaOutletTest}'s. */
    @Test
    void whoHasTheRowsByKafkaIsToldWhomToEraseToo() {
        List<Event> cluster = new ArrayList<>();
        tells.through(new RowWay.Door() {
            @Override
            public void look(Errand errand) {}

            @Override
            public void send(Errand errand, Event event) {
                cluster.add(event);
            }
        });
        tells.lab.publish(List.of(row("erna", "cases", "1", "rate", "9.75"), row("b", "cases", "2")));
        Share share = tells.share("id", "cases");
        tells.add(share, "kafka", "partners/cases");
        tells.look(share);
        tells.erased(share, 84, 1, "erna");
        tells.lab.redact(1, "erna");
        tells.publish(List.of(row("b", "cases", "3")));
        tells.look(share);

        assertThat(cluster)
                .extracting(event -> event.id().replaceFirst("^\\d+/", ""))
                .containsSubsequence("1/2", "notice-84/0", "2/0");
        Follower follower = tells.follower(share);
        cluster.forEach(event -> follower.take(event.body()));
        assertThat(follower.erased)
                .singleElement()
                .satisfies(erased -> assertThat(erased.path("known").toString()).isEqualTo("[\"erna\"]"));
        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows.keySet()).containsExactly("b|");
        assertThat(tells.outlets.told(84)).extracting(Told::kind, Told::state).containsExactly(tuple("kafka", "told"));
        assertThat(tells.deeds)
                .as("it stands in the trail, as a notice and not as rows")
                .filteredOn(deed -> deed.resource().contains("/notices/84/"))
                .singleElement()
                .satisfies(deed -> {
                    assertThat(deed.resource()).endsWith("/notices/84/outlets/kafka/pat");
                    assertThat(deed.rows()).isNull();
                });
    }

    /** A consumer who does not know of erasures would have a row too many, for ever. */
    @Test
    void afterAnErasureTheNextVersionComesWhole() {
        tells.lab.publish(List.of(row("erna", "cases", "1"), row("b", "cases", "2")));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.rows).containsKey("erna|");

        tells.lab.redact(1, "erna");
        tells.publish(List.of(row("b", "cases", "3")));
        tells.look(share);
        follower.take(tells.bodies(share));

        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows.keySet()).containsExactly("b|");
        tells.publish(List.of(row("b", "cases", "4")));
        tells.look(share);
        follower.take(tells.bodies(share));
        assertThat(follower.complete.path("mode").asText()).isEqualTo("changes");
    }

    @Test
    void anErasureInTheMiddleOfATellingBeginsItAgain() {
        List<Row> rows = new ArrayList<>(rows(2100, "1"));
        rows.add(1000, row("erna", "cases", "1"));
        tells.lab.publish(rows);
        Share share = tells.topic("id", "cases");
        tells.topics.killAfter(3);
        assertThatThrownBy(() -> tells.look(share)).isInstanceOf(OutOfMemoryError.class);
        tells.lab.redact(1, "erna");
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.rows).hasSize(2100).doesNotContainKey("erna|");
    }

    @Test
    void aShareThatHasEndedIsToldByAPerson() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.lab.shares.withdraw(share.id(), "tester");
        tells.erased(share, 83, 1, "r1");
        assertThat(tells.outlets.told(83)).isEmpty();
    }
}
