package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pirogue.ledger.BrokenLedger;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.TestDatabase.Story;
import org.pirogue.ledger.decision.HeldRunsTest;
import org.pirogue.ledger.person.KeptCasesTest;
import org.pirogue.ledger.run.RunBookTest;

/** Each guard of the ledger is taken out once: the story that rests on it must go red. */
class GuardsTest {
    private static final String ONE_AT_A_TIME = "s.lease_until is not null and s.lease_until > ledger.now() as leased";

    static Stream<Arguments> guards() {
        return Stream.of(
                guard(
                        "a chunk is taken once",
                        "and org_units = ? and state = 'pending'",
                        "and org_units = ?",
                        () -> new HandOverTest().aChunkThatIsHandedOverTwiceCountsOnce()),
                guard(
                        "attempts are recorded before the post",
                        BrokenLedger.ATTEMPT_FIRST,
                        BrokenLedger.NO_ATTEMPT,
                        () -> new DeliveriesTest().aValuePostedBeforeAKillAndGoneFromTheNextVersionIsDeleted()),
                guard("one delivery at a time", ONE_AT_A_TIME, "false as leased", () -> new DeliveriesTest()
                        .aSliceIsDeliveredByOneAtATime()),
                guard("versions grow", "version = n.version,", "version = s.version,", () -> new HandOverTest()
                        .aNewerVersionSupersedesTheOneInFlight()),
                guard(
                        "an answer settles once",
                        "lease_owner = case when n.lease_changed then n.lease_owner else s.lease_owner end",
                        "lease_owner = coalesce(n.lease_owner, s.lease_owner)",
                        () -> new DeliveriesTest().theSameAnswerTwiceCountsOnce()),
                guard(
                        "touched windows are kept",
                        "ledger.touched (flow, period, org_unit) select ?, n.* from unnest(?::text[], ?::text[]) n",
                        "ledger.touched (flow, period, org_unit) select ?, n.* from unnest(?::text[], ?::text[]) n where false",
                        () -> new KeptCasesTest().touchedWindowsOutliveAKillUntilTheirSlicesAreHandedOver()),
                guard(
                        "a touch that starts over counts anew",
                        "suppressed = 0 where run = ?",
                        "suppressed = 0 where false and run = ?",
                        () -> new RunBookTest().aRunKilledBeforeItWasPlannedCountsItsRecordsOnce()),
                guard(
                        "a lock is waited for",
                        "s.held_until is not null and s.held_until > ledger.now() as held",
                        "false as held",
                        () -> new ThreeWayTest().aLockedValueWaitsAndIsNotTriedBeforeItsTime()),
                guard(
                        "the sweep lets a lock be",
                        "and (held_until is null or held_until < ledger.now())",
                        "",
                        () -> new ThreeWayTest().aLockedValueWaitsAndIsNotTriedBeforeItsTime()),
                guard(
                        "a slice is unseen until it was compared",
                        "unseen = n.unseen",
                        "unseen = false",
                        () -> new ThreeWayTest().aHandEditOfACellThatDidNotChangeIsFoundWithItsSlice()),
                guard(
                        "a question is remembered",
                        "disputed = coalesce(n.disputed, s.disputed)",
                        "disputed = s.disputed",
                        () -> new ThreeWayTest().aConflictIsNotRaisedAgainByTheNextRun()),
                guard(
                        "a settled run delivers again",
                        "set state = 'delivering', ended_at = null where run = ?",
                        "set state = 'delivering', ended_at = null where false and run = ?",
                        () -> new ThreeWayTest().aPersonKeepsTheSourceAndItIsWritten()),
                guard(
                        "an agreement is newer than an older read",
                        "mirrored_at = case when n.mirrored then ledger.now() else s.mirrored_at end",
                        "mirrored_at = s.mirrored_at",
                        () -> new PairTest().aReadThatIsOlderThanTheAgreementSendsNothingBack()),
                guard(
                        "what waits is not sent",
                        "pending_since is not null and withheld is null",
                        "pending_since is not null",
                        () -> new HeldRunsTest().aMessageOfAHeldSliceIsLeftAlone()),
                guard(
                        "what waits is not claimed",
                        "s.lease_owner, s.withheld,",
                        "s.lease_owner, null as withheld,",
                        () -> new HeldRunsTest().aMessageOfAHeldSliceIsLeftAlone()),
                guard(
                        "what takes cells away waits",
                        "set withheld = n.withheld,",
                        "set withheld = null,",
                        () -> new HeldRunsTest().aRunThatTakesMuchAwayIsHeldAndTheRestOfItTravels()),
                guard(
                        "what waits is not let go by a small run that takes it over",
                        "set hold_code = ? where run = ? and hold_code is null",
                        "set hold_code = ? where run = ? and false",
                        () -> new HeldRunsTest().aSmallRunThatTakesOverWhatWaitsDoesNotLetItGo()),
                guard(
                        "a change of rules is noticed",
                        "fields_digest <> ?)",
                        "fields_digest <> ? and false)",
                        () -> new HeldRunsTest().aRunOfOtherRulesIsHeldWithEverythingThatItChanges()),
                guard("the cursor waits for the last chunk", "and chunks = chunks_done", "", () -> new RunBookTest()
                        .theCursorMovesOnlyWithTheLastChunk()));
    }

    private static Arguments guard(String name, String guard, String instead, Story story) {
        return arguments(name, guard, instead, story);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guards")
    void withoutThisGuardItsStoryGoesRed(String name, String guard, String instead, Story story) throws Throwable {
        TestDatabase.seenThrough(TestDatabase.source(), story);
        BrokenLedger broken = new BrokenLedger(TestDatabase.source(), guard, instead);
        assertThat(catchThrowable(() -> TestDatabase.seenThrough(broken, story)))
                .as("the story without: " + name)
                .isNotNull();
        assertThat(broken.broken).as("the guard was there to be taken out").hasPositiveValue();
    }

    @Test
    void withoutRecordedAttemptsRandomInterleavingsGoRed() {
        BrokenLedger broken =
                new BrokenLedger(TestDatabase.source(), BrokenLedger.ATTEMPT_FIRST, BrokenLedger.NO_ATTEMPT);
        assertThat(Stream.iterate(1L, seed -> seed + 1)
                        .limit(30)
                        .anyMatch(seed -> catchThrowable(() ->
                                        new InterleavingTest.World(new Exchange(broken), new Random(seed)).play(40))
                                != null))
                .isTrue();
    }
}
