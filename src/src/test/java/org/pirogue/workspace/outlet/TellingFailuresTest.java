package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Share;

/** What is told over kills, outlets that are away or full, and replicas that die: nothing is lost, nothing holds up others. */
class TellingFailuresTest {
    private final Tells tells = new Tells();

    @Test
    void aKillAfterAnEventWasKeptSendsItAgainAndNothingElse() {
        tells.lab.publish(rows(2100, "1"));
        Share share = tells.topic("id", "cases");
        tells.topics.killAfter(3);
        assertThatThrownBy(() -> tells.look(share)).isInstanceOf(OutOfMemoryError.class);
        assertThat(tells.topics.sent).hasSize(3);
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(8);
        assertThat(tells.topics.sent.get(3)).isEqualTo(tells.topics.sent.get(2));
        Follower follower = tells.followed(share);
        assertThat(follower.rows).hasSize(2100);
    }

    @Test
    void anOutletThatWasAwayGetsTheNewestAgainstTheOneThatItHas() {
        tells.lab.publish(rows(5, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.topics.fillUp();
        tells.publish(rows(6, "1"));
        tells.look(share);
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.state()).isEqualTo("failing");
            assertThat(state.code()).isEqualTo("P722");
            assertThat(state.pending()).isEqualTo(1);
        });
        tells.publish(rows(7, "1"));
        tells.look(share);
        tells.topics.makeRoom();
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.version).isEqualTo(3);
        assertThat(follower.complete.path("since").asLong()).isEqualTo(1);
        assertThat(follower.complete.path("added").asInt()).isEqualTo(2);
        assertThat(tells.state(share).pending()).isZero();
    }

    @Test
    void oneThatFailsKeepsNoOtherWaiting() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.share("id", "cases");
        tells.add(share, "kafka", "partners/cases");
        tells.add(share, "topic", null);
        tells.look(share);
        assertThat(tells.outlets.of(share)).extracting(Outlets.State::state).containsExactly("failing", "told");
    }

    @Test
    void whatFailsForDaysIsGivenUpInSightAndTheNextVersionHasIt() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        tells.publish(rows(4, "1"));
        tells.topics.fillUp();
        tells.lab.jdbc.update(
                "update workspace.outgoing set made_at = made_at - interval '73 hours' where state = 'due' and outlet = ?",
                tells.state(share).outlet());
        tells.look(share);
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.state()).isEqualTo("given-up");
            assertThat(state.code()).isEqualTo("P722");
        });
        tells.topics.makeRoom();
        tells.publish(rows(5, "1"));
        tells.look(share);
        Follower follower = tells.followed(share);
        assertThat(follower.rows).hasSize(5);
        assertThat(tells.state(share).state()).isEqualTo("told");
    }

    @Test
    void nothingIsSentBeforeSomebodyHasSubscribed() {
        tells.topics.subscribers = 0;
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        assertThat(tells.topics.sent).isEmpty();
        assertThat(tells.state(share).code()).isEqualTo("P737");
        tells.topics.subscribers = 1;
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(3);
    }

    @Test
    void aPartnerThatTakesNothingIsNotFloodedAndGetsTheRestWhenItHas() {
        tells.lab.publish(rows(2100, "1"));
        Share share = tells.topic("id", "cases");
        tells.topics.room = 3;
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(3);
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.code()).isEqualTo("P737");
            assertThat(state.pending()).isEqualTo(1);
        });
        tells.topics.room = Integer.MAX_VALUE;
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(7).doesNotHaveDuplicates();
        Follower follower = tells.followed(share);
        assertThat(follower.rows).hasSize(2100);
    }

    @Test
    void aShareThatIsWithdrawnIsCutInTheMiddleAndItsTopicClosed() {
        tells.lab.publish(rows(2100, "1"));
        Share share = tells.topic("id", "cases");
        tells.topics.after = event -> tells.lab.shares.withdraw(share.id(), "tester");
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(1);
        tells.look(share);
        assertThat(tells.topics.kept).doesNotContainKey(share.id());
        assertThat(tells.lab.jdbc.queryForObject(
                        "select state from workspace.outgoing where outlet = ?",
                        String.class,
                        tells.state(share).outlet()))
                .isEqualTo("dropped");
    }

    /** The one that is half told, and the one that the outlet has: without them it could not be told what has changed. */
    @Test
    void versionsThatAreStillToBeToldAreKeptAndGoWhenTheyAreTold() {
        tells.lab.about = new org.pirogue.workspace.dataset.Publication.About(
                "", "", "", java.util.Map.of(), 1, 0, java.util.Map.of());
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        tells.look(share);
        AtomicInteger kept = new AtomicInteger();
        tells.topics.before = event -> {
            if (kept.incrementAndGet() >= 2) {
                throw new TopicDoor.Closed("P722", "the disk is full");
            }
        };
        tells.publish(rows(1000, "1"));
        tells.look(share);
        for (int many = 1001; many < 1005; many++) {
            tells.publish(rows(many, "1"));
        }
        // The fifth goes with the next publication: the share gave it until this one.
        assertThat(versionsThere()).containsExactly(6L, 5L, 2L, 1L);
        tells.topics.makeRoom();
        tells.look(share);
        Follower follower = tells.follower(share);
        List<Long> sinces = new ArrayList<>();
        for (byte[] body : tells.bodies(share)) {
            long before = follower.version;
            follower.take(body);
            if (follower.version != before) {
                sinces.add(follower.complete.path("since").asLong());
            }
        }
        assertThat(sinces).as("no version was told whole but the first").containsExactly(0L, 1L, 2L);
        assertThat(follower.rows).hasSize(1004);
        tells.publish(rows(1005, "1"));
        tells.look(share);
        tells.publish(rows(1006, "1"));
        assertThat(versionsThere()).containsExactly(8L, 7L);
    }

    /** Numbers of the versions whose rows are there, the newest first. */
    private List<Long> versionsThere() {
        return tells.lab.datasets.versions(tells.lab.name).stream()
                .filter(version -> version.droppedAt() == null)
                .map(DatasetVersion::version)
                .toList();
    }

    @Test
    void aReplicaThatDiedHoldsAnOutletUpForTwoMinutesAndNotLonger() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.topic("id", "cases");
        long outlet = tells.state(share).outlet();
        Outbox dead = new Outbox(tells.lab.jdbc, "dead");
        assertThat(dead.claim(1000)).contains(outlet);
        assertThat(dead.claim(1000)).doesNotContain(outlet);
        tells.look(share);
        assertThat(tells.topics.sent).isEmpty();
        tells.lab.jdbc.update(
                "update workspace.outlet set claimed_until = claimed_until - interval '2 minutes' where outlet = ?",
                outlet);
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(3);
        assertThat(dead.progress(
                        dead.next(outlet)
                                .orElse(new Outgoing(
                                        0,
                                        outlet,
                                        Outgoing.What.GIVEN,
                                        1,
                                        1,
                                        1,
                                        false,
                                        null,
                                        null,
                                        0,
                                        0,
                                        java.time.Instant.EPOCH,
                                        null)),
                        1))
                .as("who lost the outlet learns it with its next event")
                .isFalse();
    }
}
