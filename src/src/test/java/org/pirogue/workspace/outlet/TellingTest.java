package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;

/** What an outlet with rows is told, in which order, and what of it over failures: by a consumer who checks all of it. */
class TellingTest {
    private final Tells tells = new Tells();

    private Share topic(String... columns) {
        Share share = tells.share(columns);
        tells.add(share, "topic", null);
        return share;
    }

    private static List<String> ids(List<Event> events) {
        return events.stream()
                .map(event -> event.id().replaceFirst("^\\d+/", ""))
                .toList();
    }

    @Test
    void theFirstVersionIsAllRowsInPartsAndEachEventKeepsItsContract() {
        tells.lab.publish(rows(1203, "4"));
        Share share = topic("id", "cases", "rate", "late");
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(ids(tells.topics.of(share.id()))).containsExactly("1/0", "1/1", "1/2", "1/3", "1/4");
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
        Share share = topic("id", "cases");
        tells.look(share);
        tells.publish(List.of(row("a", "cases", "1", "rate", "2"), row("b", "cases", "20"), row("d", "cases", "4")));
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
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
        assertThat(tells.bodies(share))
                .noneMatch(body -> new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("rate"));
    }

    @Test
    void withoutItsKeyAShareIsToldWhole() {
        tells.lab.publish(rows(3, "1"));
        Share share = topic("cases");
        tells.look(share);
        tells.publish(rows(4, "2"));
        tells.look(share);
        String last = new String(tells.bodies(share).get(5), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(last).contains("\"mode\":\"whole\"").contains("\"added\":4");
        assertThat(tells.contract(share, 1).toString()).doesNotContain("gone\"]");
    }

    @Test
    void aKillAfterAnEventWasKeptSendsItAgainAndNothingElse() {
        tells.lab.publish(rows(2100, "1"));
        Share share = topic("id", "cases");
        AtomicInteger kept = new AtomicInteger();
        tells.topics.after = event -> {
            if (kept.incrementAndGet() == 3) {
                throw new OutOfMemoryError("killed");
            }
        };
        assertThatThrownBy(() -> tells.look(share)).isInstanceOf(OutOfMemoryError.class);
        assertThat(tells.topics.sent).hasSize(3);
        tells.look(share);
        assertThat(tells.topics.sent).hasSize(8);
        assertThat(tells.topics.sent.get(3)).isEqualTo(tells.topics.sent.get(2));
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(follower.rows).hasSize(2100);
    }

    @Test
    void anOutletThatWasAwayGetsTheNewestAgainstTheOneThatItHas() {
        tells.lab.publish(rows(5, "1"));
        Share share = topic("id", "cases");
        tells.look(share);
        tells.topics.before = event -> {
            throw new TopicDoor.Closed("P722", "the disk is full");
        };
        tells.publish(rows(6, "1"));
        tells.look(share);
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.state()).isEqualTo("failing");
            assertThat(state.code()).isEqualTo("P722");
            assertThat(state.pending()).isEqualTo(1);
        });
        tells.publish(rows(7, "1"));
        tells.look(share);
        tells.topics.before = event -> {};
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
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
        Share share = topic("id", "cases");
        tells.look(share);
        tells.publish(rows(4, "1"));
        tells.topics.before = event -> {
            throw new TopicDoor.Closed("P722", "the disk is full");
        };
        tells.lab.jdbc.update(
                "update workspace.outgoing set made_at = made_at - interval '73 hours' where state = 'due' and outlet = ?",
                tells.state(share).outlet());
        tells.look(share);
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.state()).isEqualTo("given-up");
            assertThat(state.code()).isEqualTo("P722");
        });
        tells.topics.before = event -> {};
        tells.publish(rows(5, "1"));
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(follower.rows).hasSize(5);
        assertThat(tells.state(share).state()).isEqualTo("told");
    }

    @Test
    void nothingIsSentBeforeSomebodyHasSubscribed() {
        tells.topics.subscribers = 0;
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
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
        Share share = topic("id", "cases");
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
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(follower.rows).hasSize(2100);
    }

    @Test
    void aShareThatIsWithdrawnIsCutInTheMiddleAndItsTopicClosed() {
        tells.lab.publish(rows(2100, "1"));
        Share share = topic("id", "cases");
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

    @Test
    void aDatasetThatIsPublishedAgainHasItsTopicAgainAndAllRows() {
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
        tells.look(share);
        tells.lab.datasets.state(tells.lab.name, Dataset.State.WITHDRAWN, "tester");
        tells.look(share);
        assertThat(tells.topics.kept).doesNotContainKey(share.id());
        tells.lab.datasets.state(tells.lab.name, Dataset.State.PUBLISHED, "tester");
        tells.publish(rows(4, "1"));
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows).hasSize(4);
    }

    @Test
    void otherColumnsAreAnotherRevisionOfTheContractAndAllRows() {
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
        tells.look(share);
        tells.lab.shares.renew(share.id(), List.of("id", "rate"), null);
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(follower.complete.path("mode").asText()).isEqualTo("whole");
        assertThat(follower.rows.get("r1|").has("cases")).isFalse();
        assertThat(tells.contracts.find(share.id(), null).orElseThrow().revision())
                .isEqualTo(2);
        assertThat(ids(tells.topics.of(share.id()))).containsExactly("1/0", "1/1", "1/2", "1.2/0", "1.2/1", "1.2/2");
    }

    @Test
    void whoLostSomethingIsToldAllOfItAgain() {
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
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
        Share share = topic("id", "cases");
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

    /** The one that is half told, and the one that the outlet has: without them it could not be told what has changed. */
    @Test
    void versionsThatAreStillToBeToldAreKeptAndGoWhenTheyAreTold() {
        tells.lab.about = new org.pirogue.workspace.dataset.Publication.About(
                "", "", "", java.util.Map.of(), 1, 0, java.util.Map.of());
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
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
        tells.topics.before = event -> {};
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
                .map(org.pirogue.workspace.dataset.DatasetVersion::version)
                .toList();
    }

    /** Fixed seeds: whatever is published, renewed and lost, after each version that is complete the consumer has what the share gives. */
    @Test
    void theConsumerHasWhatTheShareGivesWhateverHappens() {
        whateverHappens(20261127);
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void theConsumerHasItByOtherDiceToo(long seed) {
        whateverHappens(seed);
    }

    private void whateverHappens(long seed) {
        Random random = new Random(seed);
        tells.lab.publish(some(random));
        Share share = topic("id", "cases");
        Follower follower = tells.follower(share);
        for (int step = 0; step < 25; step++) {
            int fate = random.nextInt(10);
            AtomicInteger left = new AtomicInteger(1 + random.nextInt(4));
            tells.topics.before = event -> fail(fate == 0 && left.decrementAndGet() == 0);
            tells.topics.after = event -> fail(fate == 1 && left.decrementAndGet() == 0);
            switch (random.nextInt(4)) {
                case 0 ->
                    tells.lab.shares.renew(
                            share.id(),
                            random.nextBoolean() ? List.of("id", "cases") : List.of("id", "cases", "rate"),
                            null);
                case 1 -> tells.outlets.tellAgain(tells.lab.shares.get(share.id()));
                default -> {
                    tells.lab.publish(some(random));
                    tells.lab.shares.follow(tells.lab.name);
                }
            }
            tells.look(share);
        }
        tells.topics.before = event -> {};
        tells.topics.after = event -> {};
        tells.look(share);
        follower.take(tells.bodies(share));
        Shares.Given given = tells.lab.shares.given(share.id());
        List<String> ids = new ArrayList<>();
        try (Table table = tells.lab.shares.table(given, Publishes.READER)) {
            table.parts().forEachRemaining(part -> part.rows().forEach(row -> {
                ids.add(row.value("id") + "|");
                assertThat(follower.rows
                                .get(row.value("id") + "|")
                                .path("cases")
                                .asText(""))
                        .isEqualTo(row.value("cases"));
            }));
        }
        assertThat(follower.version).isEqualTo(given.version().version());
        assertThat(follower.rows.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static void fail(boolean now) {
        if (now) {
            throw new TopicDoor.Closed("P722", "the disk is full");
        }
    }

    private static List<Row> some(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            if (random.nextInt(5) > 0) {
                rows.add(row("r" + i, "cases", String.valueOf(random.nextInt(3)), "rate", random.nextInt(2) + ".50"));
            }
        }
        return rows;
    }

    @Test
    void aReplicaThatDiedHoldsAnOutletUpForTwoMinutesAndNotLonger() {
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
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

    @Test
    void whoHasTheRowsIsToldWhomToEraseInItsPlaceAndWhateverComesAfterwards() {
        tells.lab.publish(List.of(row("erna", "cases", "1"), row("b", "cases", "2")));
        Share share = topic("id", "cases");
        tells.look(share);
        tells.topics.before = event -> {
            throw new TopicDoor.Closed("P722", "the disk is full");
        };
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
        tells.topics.before = event -> {};
        tells.look(share);

        assertThat(ids(tells.topics.of(share.id()))).containsSubsequence("1/2", "notice-81/0", "2/0");
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
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

        assertThat(ids(cluster)).containsSubsequence("1/2", "notice-84/0", "2/0");
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
        Share share = topic("id", "cases");
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
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
        Share share = topic("id", "cases");
        AtomicInteger kept = new AtomicInteger();
        tells.topics.after = event -> {
            if (kept.incrementAndGet() == 3) {
                throw new OutOfMemoryError("killed");
            }
        };
        assertThatThrownBy(() -> tells.look(share)).isInstanceOf(OutOfMemoryError.class);
        tells.lab.redact(1, "erna");
        tells.look(share);
        Follower follower = tells.follower(share);
        follower.take(tells.bodies(share));
        assertThat(follower.rows).hasSize(2100).doesNotContainKey("erna|");
    }

    @Test
    void aShareThatHasEndedIsToldByAPerson() {
        tells.lab.publish(rows(3, "1"));
        Share share = topic("id", "cases");
        tells.look(share);
        tells.lab.shares.withdraw(share.id(), "tester");
        tells.erased(share, 83, 1, "r1");
        assertThat(tells.outlets.told(83)).isEmpty();
    }

    @Test
    @Tag("full")
    void aLargeVersionIsToldInFlatMemory() {
        tells.lab.publish(rows(300_000, "1"));
        Share share = topic("id", "cases", "rate", "late");
        java.util.concurrent.atomic.AtomicLong bytes = new java.util.concurrent.atomic.AtomicLong();
        java.util.concurrent.atomic.AtomicLong most = new java.util.concurrent.atomic.AtomicLong();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        tells.topics.after = event -> {
            bytes.addAndGet(event.body().length);
            tells.topics.kept.get(share.id()).clear();
            if (tells.topics.sent.size() % 100 == 0) {
                System.gc();
                most.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory() - before, Math::max);
            }
        };
        long began = System.nanoTime();
        tells.look(share);
        System.out.printf(
                "300,000 rows told in %d ms, %d KiB, at most %d KiB more heap%n",
                (System.nanoTime() - began) / 1_000_000, bytes.get() / 1024, most.get() / 1024);
        assertThat(tells.topics.sent).hasSize(602);
        assertThat(most.get()).isLessThan(40L << 20);
    }
}
