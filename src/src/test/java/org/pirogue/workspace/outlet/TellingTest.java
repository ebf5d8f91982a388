package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Share;

/** What an outlet with rows is told, in which order, and what of it: by a consumer who checks all of it. */
class TellingTest {
    private final Tells tells = new Tells();

    @Test
    void theFirstVersionIsAllRowsInPartsAndEachEventKeepsItsContract() {
        tells.lab.publish(rows(1203, "4"));
        Share share = tells.topic("id", "cases", "rate", "late");
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(tells.ids(share)).containsExactly("1/0", "1/1", "1/2", "1/3", "1/4");
        assertThat(follower.rows).hasSize(1203);
        assertThat(follower.rows.get("r7|").toString())
                .isEqualTo("{\"id\":\"r7\",\"cases\":4,\"rate\":null,\"late\":null}");
        assertThat(follower.complete.path("parts").asInt()).isEqualTo(3);
        assertThat(follower.complete.path("href").asText())
                .isEqualTo("/api/shares/" + share.id() + "/rows?format=jsonl");
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.state()).isEqualTo("told");
            assertThat(state.told()).isEqualTo(1);
            assertThat(state.rows()).isEqualTo(1203);
        });
    }

    @Test
    void theNextOneBringsWhatTheRecipientSeesOfItAndNoMore() {
        tells.lab.publish(
                List.of(row("a", "cases", "1", "rate", "1.50"), row("b", "cases", "2"), row("c", "cases", "3")));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.publish(List.of(row("a", "cases", "1", "rate", "2"), row("b", "cases", "20"), row("d", "cases", "4")));
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.complete.path("mode").asText()).isEqualTo("changes");
        assertThat(follower.complete.path("added").asInt()).isEqualTo(1);
        assertThat(follower.complete.path("changed").asInt()).isEqualTo(1);
        assertThat(follower.complete.path("gone").asInt()).isEqualTo(1);
        assertThat(follower.rows.keySet()).containsExactly("a|", "b|", "d|");
        tells.publish(List.of(row("a", "cases", "1", "rate", "9"), row("b", "cases", "20"), row("d", "cases", "4")));
        tells.look(share);
        follower.take(tells.bodies(share));
        assertThat(follower.version).isEqualTo(3);
        assertThat(follower.complete.path("parts").asInt())
                .as("a column that it does not see")
                .isZero();
        assertThat(tells.bodies(share)).noneMatch(body -> new String(body, StandardCharsets.UTF_8).contains("rate"));
    }

    @Test
    void withoutItsKeyAShareIsToldWhole() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("cases");
        tells.look(share);
        tells.publish(rows(4, "2"));
        tells.look(share);
        String last = new String(tells.bodies(share).get(5), StandardCharsets.UTF_8);
        assertThat(last).contains("\"mode\":\"whole\"").contains("\"added\":4");
        assertThat(tells.contract(share, 1).toString()).doesNotContain("gone\"]");
    }

    @Test
    void aDatasetThatIsPublishedAgainHasItsTopicAgainAndAllRows() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.lab.datasets.state(tells.lab.name, Dataset.State.WITHDRAWN, "tester");
        tells.look(share);
        assertThat(tells.topics.kept).doesNotContainKey(share.id());
        tells.lab.datasets.state(tells.lab.name, Dataset.State.PUBLISHED, "tester");
        tells.publish(rows(4, "1"));
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows).hasSize(4);
    }

    @Test
    void otherColumnsAreAnotherRevisionOfTheContractAndAllRows() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.lab.shares.renew(share.id(), List.of("id", "rate"), null);
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows.get("r1|").has("cases")).isFalse();
        assertThat(tells.contracts.find(share.id(), null).orElseThrow().revision())
                .isEqualTo(2);
        assertThat(tells.ids(share)).containsExactly("1/0", "1/1", "1/2", "1.2/0", "1.2/1", "1.2/2");
    }

    @Test
    void whoLostSomethingIsToldAllOfItAgain() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.publish(rows(4, "1"));
        tells.look(share);
        assertThat(tells.outlets.tellAgain(tells.lab.shares.get(share.id()))).isEqualTo(1);
        tells.look(share);
        Follower late = tells.follower(share);
        late.take(tells.bodies(share).subList(6, 9));
        assertThat(late.rows).hasSize(4);
    }

    @Test
    void eachTellingStandsInTheTrailBeforeAndAfter() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.topics.before = event -> assertThat(tells.deeds).isNotEmpty();
        tells.look(share);
        assertThat(tells.deeds).hasSize(2).allSatisfy(deed -> {
            assertThat(deed.verb()).isEqualTo(Verb.SEND);
            assertThat(deed.resource())
                    .startsWith("datasets/" + tells.lab.name + "/shares/" + share.id() + "/1/outlets/topic/pat");
            assertThat(deed.purpose()).isEqualTo("planning");
        });
        assertThat(tells.deeds.get(1).rows()).isEqualTo(3);
    }
}
